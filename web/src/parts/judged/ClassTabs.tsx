// The pages about classes of prospects and those who are to become some.

import { NavLink } from 'react-router';
import { useTexts } from '../../i18n';

export function ClassTabs() {
  const t = useTexts();
  return (
    <nav className="tabs" aria-label={t.judged.places}>
      <NavLink to="/prospects/classes">{t.judged.title}</NavLink>
      <NavLink to="/prospects/future">{t.judged.future}</NavLink>
      <NavLink to="/prospects/latent">{t.judged.latent}</NavLink>
    </nav>
  );
}
