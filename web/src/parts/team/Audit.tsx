// The audit: who did what to which record, newest first, narrowed by person, action and days. Actions keep their own codes, as
// programs read them.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type AuditFilters, useAudit } from '../../api/audit';
import { address } from '../../api/client';
import { usersQuery } from '../../api/team';
import { useDebounced } from '../../components/debounce';
import { Empty, Loaded, Page } from '../../components/page';
import { useFormats, useTexts } from '../../i18n';
import { Alerts } from './Alerts';
import { TeamTabs } from './TeamTabs';

interface Chosen { actor: string; action: string; from: string; to: string }
const NOTHING: Chosen = { actor: '', action: '', from: '', to: '' };
/** Actions that are looked for most; any other code can be typed. */
const ACTIONS = ['contact_revealed', 'parties_exported', 'parties_assigned', 'party_changed', 'settings_changed', 'user_changed', 'person_erased', 'deputy_named', 'party_shared', 'job_retried'];

/** Days as they are chosen; the last one is among them. */
function asked({ actor, action, from, to }: Chosen): AuditFilters {
  const start = (day: string, later: number) => {
    const date = new Date(`${day}T00:00:00`);
    date.setDate(date.getDate() + later);
    return date.toISOString();
  };
  return { ...(actor ? { actor } : {}), ...(action ? { action } : {}), ...(from ? { from: start(from, 0) } : {}), ...(to ? { to: start(to, 1) } : {}) };
}

function Filters({ chosen, change }: { chosen: Chosen; change: (chosen: Chosen) => void }) {
  const t = useTexts();
  const { data: users = [] } = useQuery(usersQuery);
  const set = (name: keyof Chosen) => (event: { target: { value: string } }) => change({ ...chosen, [name]: event.target.value });
  return (
    <div className="filters">
      <label className="row">
        {t.team.auditActor}
        <select className="input" value={chosen.actor} onChange={set('actor')}>
          <option value="">{t.common.all}</option>
          {users.map((user) => <option key={user.id} value={user.id}>{user.name}</option>)}
        </select>
      </label>
      <label className="row">
        {t.team.auditAction}
        <input className="input" list="audit-actions" value={chosen.action} onChange={set('action')} />
      </label>
      <datalist id="audit-actions">{ACTIONS.map((action) => <option key={action} value={action} />)}</datalist>
      <label className="row">{t.methods.from}<input className="input" type="date" value={chosen.from} onChange={set('from')} /></label>
      <label className="row">{t.methods.to}<input className="input" type="date" value={chosen.to} onChange={set('to')} /></label>
    </div>
  );
}

export default function Audit() {
  const t = useTexts();
  const format = useFormats();
  const [chosen, setChosen] = useState(NOTHING);
  const filters = asked(useDebounced(chosen, 250));
  const audit = useAudit(filters);
  return (
    <Page title={t.team.title} actions={<a href={address('/audit/export', { ...filters, format: 'csv' })} download>{t.team.auditExport}</a>}>
      <TeamTabs />
      <Alerts />
      <Filters chosen={chosen} change={setChosen} />
      <Loaded query={audit}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          return items.length === 0 ? <Empty title={t.common.noMatch} /> : (
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
                  {items.map((entry) => (
                    <tr key={entry.id}>
                      <td className="quiet">{format.moment(entry.at)}</td>
                      <td>
                        {entry.actor?.name ?? '–'}
                        {entry.on_behalf_of ? <small className="quiet"> {t.sharing.onBehalfOf(entry.on_behalf_of.name)}</small> : null}
                      </td>
                      <td><code>{entry.action}</code></td>
                      <td>
                        {entry.subject_kind === 'party' ? <Link to={`/prospects/${entry.subject_id}`}>{t.shell.parties}</Link> : <code>{entry.subject_kind}</code>}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          );
        }}
      </Loaded>
      {audit.hasNextPage ? <div><Button loading={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>{t.common.loadMore}</Button></div> : null}
    </Page>
  );
}
