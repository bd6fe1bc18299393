// The pages of the team's place.

import { NavLink } from 'react-router';
import { useCan } from '../../app/me';
import { useTexts } from '../../i18n';
import './team.css';

export function TeamTabs() {
  const t = useTexts();
  const can = useCan();
  return (
    <nav className="tabs" aria-label={t.team.title}>
      <NavLink to="/team" end>{t.team.people}</NavLink>
      {can('see_settings') ? <NavLink to="/team/settings">{t.team.settings}</NavLink> : null}
      {can('manage_settings') ? <NavLink to="/team/fields">{t.team.fields}</NavLink> : null}
      {can('see_audit') ? <NavLink to="/team/audit">{t.team.audit}</NavLink> : null}
    </nav>
  );
}
