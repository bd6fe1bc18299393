// The pages about what many deals say.

import { NavLink } from 'react-router';
import { useTexts } from '../../i18n';

export function DealTabs() {
  const t = useTexts();
  return (
    <nav className="tabs" aria-label={t.dealInsight.places}>
      <NavLink to="/insight/deals" end>{t.dealInsight.diagnosis}</NavLink>
      <NavLink to="/insight/deals/win-rates">{t.dealInsight.winRates}</NavLink>
      <NavLink to="/insight/deals/forecast">{t.dealInsight.forecast}</NavLink>
    </nav>
  );
}
