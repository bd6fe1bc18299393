// The audit: who did what to which record, newest first. Actions keep their own codes, as programs read them.

import { Button } from 'antd';
import { Link } from 'react-router';
import { useAudit } from '../../api/audit';
import { Loaded, Page } from '../../components/page';
import { useFormats, useTexts } from '../../i18n';
import { Alerts } from './Alerts';
import { TeamTabs } from './TeamTabs';

export default function Audit() {
  const t = useTexts();
  const format = useFormats();
  const audit = useAudit();
  return (
    <Page title={t.team.title}>
      <TeamTabs />
      <Alerts />
      <Loaded query={audit}>
        {({ pages }) => (
          <div className="panel table-scroll">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{t.team.auditAt}</th>
                  <th scope="col">{t.team.auditActor}</th>
                  <th scope="col">{t.team.auditAction}</th>
                  <th scope="col">{t.team.auditSubject}</th>
                </tr>
              </thead>
              <tbody>
                {pages.flatMap((page) => page.items).map((entry) => (
                  <tr key={entry.id}>
                    <td className="quiet">{format.moment(entry.at)}</td>
                    <td>{entry.actor?.name ?? '–'}</td>
                    <td><code>{entry.action}</code></td>
                    <td>
                      {entry.subject_kind === 'party' ? <Link to={`/prospects/${entry.subject_id}`}>{t.shell.parties}</Link> : <code>{entry.subject_kind}</code>}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
      {audit.hasNextPage ? <div><Button loading={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>{t.common.loadMore}</Button></div> : null}
    </Page>
  );
}
