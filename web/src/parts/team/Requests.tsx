// The register of what people asked about their own data: by when each is to be answered, and how it was.

import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useLabels } from '../../api/labels';
import { usePersonRequests } from '../../api/privacy';
import type { PersonRequest } from '../../api/types';
import { Empty, Loaded, Page } from '../../components/page';
import { useFormats, useTexts } from '../../i18n';
import { NewRequest } from './NewRequest';
import { TeamTabs } from './TeamTabs';

const STATES = ['', 'open', 'done', 'refused'] as const;
type State = (typeof STATES)[number];

function Line({ request }: { request: PersonRequest }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  return (
    <tr>
      <td>
        <Link to={`/team/requests/${request.id}`}>{request.person.name ?? t.privacy.erasedPerson}</Link>
        <div className="quiet">{request.person.phone}</div>
      </td>
      <td>{word(request.kind, 'request')}</td>
      <td className="wide-only quiet">{format.day(request.received_at)}</td>
      <td className={request.late ? 'late' : 'quiet'}>{format.day(request.due_at)}{request.late ? ` · ${t.privacy.late}` : ''}</td>
      <td><b>{t.privacy.state[request.state] ?? request.state}</b></td>
      <td className="wide-only quiet">{request.closed_by?.name ?? request.created_by?.name}</td>
    </tr>
  );
}

export default function Requests() {
  const t = useTexts();
  const [state, setState] = useState<State>('');
  const [adding, setAdding] = useState(false);
  const requests = usePersonRequests(state);
  return (
    <Page title={t.team.title} actions={<Button type="primary" onClick={() => setAdding(true)}>{t.privacy.add}</Button>}>
      <TeamTabs />
      <div className="filters">
        <label className="row">
          {t.privacy.shown}
          <select className="input" value={state} onChange={(event) => setState(event.target.value as State)}>
            {STATES.map((one) => <option key={one} value={one}>{one ? t.privacy.state[one] : t.common.all}</option>)}
          </select>
        </label>
      </div>
      <Loaded query={requests}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          return items.length === 0 ? <Empty title={t.privacy.emptyTitle} hint={t.privacy.emptyHint} /> : (
            <div className="panel table-scroll">
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">{t.privacy.person}</th>
                    <th scope="col">{t.privacy.kind}</th>
                    <th scope="col" className="wide-only">{t.privacy.received}</th>
                    <th scope="col">{t.privacy.due}</th>
                    <th scope="col">{t.privacy.stateHead}</th>
                    <th scope="col" className="wide-only">{t.privacy.by}</th>
                  </tr>
                </thead>
                <tbody>{items.map((request) => <Line key={request.id} request={request} />)}</tbody>
              </table>
            </div>
          );
        }}
      </Loaded>
      {requests.hasNextPage ? <div><Button loading={requests.isFetchingNextPage} onClick={() => void requests.fetchNextPage()}>{t.common.loadMore}</Button></div> : null}
      {adding ? <NewRequest close={() => setAdding(false)} /> : null}
    </Page>
  );
}
