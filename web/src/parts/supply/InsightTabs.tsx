// The pages of insight.

import { NavLink } from 'react-router';
import { useCan } from '../../app/me';
import { useTexts } from '../../i18n';

export function InsightTabs() {
  const t = useTexts();
  const can = useCan();
  return (
    <nav className="tabs" aria-label={t.supply.insightPlaces}>
      <NavLink to="/insight/methods">{t.methods.title}</NavLink>
      <NavLink to="/insight/supply">{t.supply.title}</NavLink>
      <NavLink to="/insight/dormant">{t.supply.dormant}</NavLink>
      <NavLink to="/insight/classes">{t.classes.title}</NavLink>
      {can('see_lists') ? <NavLink to="/insight/deals">{t.dealInsight.tab}</NavLink> : null}
      <NavLink to="/insight/conversions">{t.orders.conversions}</NavLink>
    </nav>
  );
}
