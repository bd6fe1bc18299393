// The frame around every screen: places on the left (at the foot on a phone), search and account on top.

import { useCallback, useEffect, useState } from 'react';
import { NavLink, Outlet, useLocation, useNavigation } from 'react-router';
import { AccountMenu } from './AccountMenu';
import { Palette } from './Palette';
import { usePlaces } from './places';
import { useLanguageSwitch, useThemeSwitch } from './switches';
import { useTexts } from '../i18n';
import { isComposing } from '../components/keyboard';
import './shell.css';

export function Shell() {
  const t = useTexts();
  const places = usePlaces();
  const [palette, setPalette] = useState(false);
  const closePalette = useCallback(() => setPalette(false), []);
  const navigating = useNavigation().state !== 'idle';
  const language = useLanguageSwitch();
  const theme = useThemeSwitch();
  const { pathname } = useLocation();

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k' && !isComposing(event)) {
        event.preventDefault();
        setPalette((open) => !open);
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);

  return (
    <div className="shell">
      <a className="shell-skip" href="#main">
        {t.shell.skip}
      </a>
      <nav className="shell-places" aria-label={t.shell.places}>
        <span className="shell-mark" aria-hidden="true">
          <img src="/mark.svg" alt="" width="24" height="24" />
          <b className="wide-only">{t.common.product}</b>
        </span>
        {places.map(({ to, text, icon }) => (
          <NavLink key={to} to={to} className={pathname.startsWith(to) ? 'on' : ''}>
            <span aria-hidden="true">{icon}</span>
            <span>{text}</span>
          </NavLink>
        ))}
      </nav>
      <header className="shell-top">
        <button type="button" className="shell-search" onClick={() => setPalette(true)}>
          <span>{t.shell.search}</span>
          <kbd>Ctrl K</kbd>
        </button>
        <div className="shell-tools">
          <button type="button" className="shell-tool" onClick={language.toggle} aria-label={`${t.shell.otherLanguage} · ${t.shell.toOtherLanguage}`} title={t.shell.toOtherLanguage}>
            {t.shell.otherLanguage}
          </button>
          <button type="button" className="shell-tool" onClick={theme.toggle} aria-label={theme.label} title={theme.label}>
            {theme.icon}
          </button>
          <AccountMenu />
        </div>
      </header>
      <div className={navigating ? 'shell-busy on' : 'shell-busy'} aria-hidden="true" />
      <main id="main" className="shell-main" tabIndex={-1}>
        <Outlet />
      </main>
      {palette ? <Palette close={closePalette} /> : null}
    </div>
  );
}
