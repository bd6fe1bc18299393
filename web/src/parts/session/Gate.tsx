// The plain frame of the pages before signing in, with the language switch.

import type { ReactNode } from 'react';
import { changePreferences } from '../../app/preferences';
import { useTitle } from '../../components/page';
import { useLanguage, useTexts } from '../../i18n';
import './session.css';

export function Gate({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  const t = useTexts();
  const { language } = useLanguage();
  useTitle(title);
  return (
    <main className="gate">
      <div className="gate-card">
        <div className="spread">
          <span className="gate-mark">
            <img src="/mark.svg" alt="" width="28" height="28" />
            <b>{t.common.product}</b>
          </span>
          <button type="button" className="link" onClick={() => changePreferences({ language: language === 'zh' ? 'en' : 'zh' })} aria-label={`${t.shell.otherLanguage} · ${t.shell.toOtherLanguage}`}>
            {t.shell.otherLanguage}
          </button>
        </div>
        <h1>{title}</h1>
        {hint ? <p className="quiet">{hint}</p> : null}
        {children}
      </div>
    </main>
  );
}
