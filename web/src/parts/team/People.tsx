// Who works here: the tree of teams with its people, their roles, and whether they are active.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useLabels } from '../../api/labels';
import { teamsQuery, usersQuery } from '../../api/team';
import type { Team, User } from '../../api/types';
import { useCan } from '../../app/me';
import { Loaded, Page } from '../../components/page';
import { useFormats, useTexts } from '../../i18n';
import { TeamForm } from './TeamForm';
import { TeamTabs } from './TeamTabs';
import { inTreeOrder } from './tree';
import { UserForm } from './UserForm';
import './team.css';

function UserLine({ user, onEdit }: { user: User; onEdit: ((user: User) => void) | null }) {
  const t = useTexts();
  const { word } = useLabels();
  return (
    <tr data-inactive={!user.active || undefined}>
      <td><b>{user.name}</b>{user.active ? null : <span className="quiet"> · {t.team.inactive}</span>}{user.second_factor ? <span className="quiet"> · {t.signIn.hasFactor}</span> : null}</td>
      <td className="quiet wide-only">{user.email}</td>
      <td>{user.roles.map((role) => word(role, 'role')).join(' · ')}</td>
      <td className="number">{onEdit ? <button type="button" className="link" aria-label={t.team.editUser(user.name)} onClick={() => onEdit(user)}>{t.common.edit}</button> : null}</td>
    </tr>
  );
}

export default function People() {
  const t = useTexts();
  const can = useCan();
  const format = useFormats();
  const users = useQuery(usersQuery);
  const teams = useQuery(teamsQuery);
  const [user, setUser] = useState<User | 'new' | null>(null);
  const [team, setTeam] = useState<Team | 'new' | null>(null);
  const [inactive, setInactive] = useState(false);
  const edits = can('manage_people');
  const shown = (users.data ?? []).filter((one) => one.active || inactive);
  const groups: { team: Team | null; depth: number }[] = [...inTreeOrder(teams.data ?? []), { team: null, depth: 0 }];

  return (
    <Page
      title={t.team.title}
      actions={
        edits ? (
          <>
            <Button onClick={() => setTeam('new')}>{t.team.addTeam}</Button>
            <Button type="primary" onClick={() => setUser('new')}>{t.team.addUser}</Button>
          </>
        ) : null
      }
    >
      <TeamTabs />
      {edits ? (
        <label className="check">
          <input type="checkbox" checked={inactive} onChange={(event) => setInactive(event.target.checked)} />
          {t.team.showInactive}
        </label>
      ) : null}
      <Loaded query={users}>
        {() => (
          <div className="panel table-scroll">
            <table className="table people-table">
              <thead>
                <tr>
                  <th scope="col">{t.common.name}</th>
                  <th scope="col" className="wide-only">{t.session.email}</th>
                  <th scope="col">{t.team.roles}</th>
                  <th scope="col"><span className="hidden-visually">{t.common.edit}</span></th>
                </tr>
              </thead>
              {groups.map(({ team: one, depth }) => {
                const members = shown.filter((member) => (member.team?.id ?? null) === (one?.id ?? null));
                if (!one && members.length === 0) return null;
                return (
                  <tbody key={one?.id ?? 'none'}>
                    <tr className="team-row">
                      <th scope="rowgroup" colSpan={3} style={{ paddingLeft: 10 + depth * 20 }}>
                        {depth > 0 ? <span aria-hidden="true">└ </span> : null}
                        {one?.name ?? t.team.noTeam} <span className="quiet">{one ? t.team.members(format.number(one.members)) : null}</span>
                      </th>
                      <td className="number">
                        {one && edits ? <button type="button" className="link" aria-label={t.team.editTeam(one.name)} onClick={() => setTeam(one)}>{t.common.edit}</button> : null}
                      </td>
                    </tr>
                    {members.map((member) => <UserLine key={member.id} user={member} onEdit={edits ? setUser : null} />)}
                  </tbody>
                );
              })}
            </table>
          </div>
        )}
      </Loaded>
      {user ? <UserForm user={user === 'new' ? null : user} close={() => setUser(null)} /> : null}
      {team ? <TeamForm team={team === 'new' ? null : team} close={() => setTeam(null)} /> : null}
    </Page>
  );
}
