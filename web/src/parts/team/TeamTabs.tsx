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
      {can('see_people') ? <NavLink to="/team" end>{t.team.people}</NavLink> : null}
      {can('work') ? <NavLink to="/team/deputies">{t.sharing.deputies}</NavLink> : null}
      {can('see_methods') ? <NavLink to="/team/playbook">{t.playbook.title}</NavLink> : null}
      {can('see_settings') ? <NavLink to="/team/settings">{t.team.settings}</NavLink> : null}
      {can('edit_products') ? <NavLink to="/team/products">{t.orders.products}</NavLink> : null}
      {can('manage_settings') ? <NavLink to="/team/fields">{t.team.fields}</NavLink> : null}
      {can('manage_settings') ? <NavLink to="/team/webhooks">{t.webhooks.title}</NavLink> : null}
      {can('manage_people') ? <NavLink to="/team/sign-in">{t.signIn.rules}</NavLink> : null}
      {can('manage_jobs') ? <NavLink to="/team/jobs">{t.jobs.title}</NavLink> : null}
      {can('handle_requests') ? <NavLink to="/team/requests">{t.privacy.tab}</NavLink> : null}
      {can('see_audit') ? <NavLink to="/team/audit">{t.team.audit}</NavLink> : null}
    </nav>
  );
}
