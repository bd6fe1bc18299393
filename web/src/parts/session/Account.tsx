// A person's own account: name and look, password, second factor, signed-in devices, API tokens.

import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { changePassword, useUpdateMe } from '../../api/session';
import { useMe } from '../../app/me';
import { changePreferences, usePreferences, type Preferences } from '../../app/preferences';
import { useLanguageSwitch } from '../../app/switches';
import { Page } from '../../components/page';
import { ProblemNote, useFieldProblem } from '../../components/problems';
import { showToast } from '../../components/toasts';
import { useTexts } from '../../i18n';
import { Devices } from './Devices';
import { SecondFactor } from './SecondFactor';
import { Tokens } from './Tokens';
import './session.css';

function timeZones(): string[] {
  return Intl.supportedValuesOf('timeZone');
}

function Profile() {
  const t = useTexts();
  const me = useMe();
  const update = useUpdateMe();
  const preferences = usePreferences();
  const language = useLanguageSwitch();
  const [name, setName] = useState(me.name);
  return (
    <section className="panel">
      <h2>{t.session.profile}</h2>
      <div className="panel-body account-fields">
        <form
          className="field"
          onSubmit={(event) => {
            event.preventDefault();
            update.mutate({ name }, { onSuccess: () => showToast({ text: t.common.saved }) });
          }}
        >
          <label htmlFor="account-name">{t.session.yourName}</label>
          <div className="row" style={{ flexWrap: 'nowrap' }}>
            <input id="account-name" className="input" required value={name} onChange={(event) => setName(event.target.value)} />
            {name === me.name ? null : <Button htmlType="submit" loading={update.isPending}>{t.common.save}</Button>}
          </div>
        </form>
        <div className="field">
          <label htmlFor="account-zone">{t.session.timeZone}</label>
          <select id="account-zone" className="input" value={me.time_zone} aria-describedby="account-zone-hint" onChange={(event) => update.mutate({ time_zone: event.target.value })}>
            {[...new Set([me.time_zone, ...timeZones()])].map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </select>
          <small id="account-zone-hint" className="quiet">{t.session.timeZoneHint}</small>
        </div>
        <div className="field">
          <label htmlFor="account-language">{t.shell.languageLabel}</label>
          <select id="account-language" className="input" value={language.language} onChange={(event) => language.change(event.target.value === 'zh' ? 'zh' : 'en')}>
            <option value="zh" lang="zh-CN">{'\u4e2d\u6587'}</option>
            <option value="en" lang="en">English</option>
          </select>
        </div>
        <div className="field">
          <label htmlFor="account-theme">{t.shell.theme}</label>
          <select id="account-theme" className="input" value={preferences.theme} onChange={(event) => changePreferences({ theme: event.target.value as Preferences['theme'] })}>
            {(['system', 'light', 'dark'] as const).map((theme) => (
              <option key={theme} value={theme}>{t.shell.themes[theme]}</option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor="account-density">{t.shell.densityLabel}</label>
          <select id="account-density" className="input" value={preferences.density} onChange={(event) => changePreferences({ density: event.target.value as Preferences['density'] })}>
            {(['compact', 'comfortable'] as const).map((density) => (
              <option key={density} value={density}>{t.shell.densities[density]}</option>
            ))}
          </select>
        </div>
      </div>
    </section>
  );
}

function Password() {
  const t = useTexts();
  const [form, setForm] = useState({ current: '', new: '' });
  const save = useMutation({
    mutationFn: changePassword,
    meta: { quiet: true },
    onSuccess: () => {
      setForm({ current: '', new: '' });
      showToast({ text: t.session.passwordChanged });
    },
  });
  const problemAt = useFieldProblem(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(form);
  };
  return (
    <section className="panel">
      <h2>{t.session.changePassword}</h2>
      <form className="panel-body stack" onSubmit={submit}>
        <div className="account-fields">
          <div className="field">
            <label htmlFor="password-current">{t.session.currentPassword}</label>
            <input id="password-current" className="input" type="password" autoComplete="current-password" required value={form.current} onChange={(event) => setForm({ ...form, current: event.target.value })} />
            {problemAt('/current') ? <small className="field-problem">{problemAt('/current')}</small> : null}
          </div>
          <div className="field">
            <label htmlFor="password-new">{t.session.newPassword}</label>
            <input id="password-new" className="input" type="password" autoComplete="new-password" minLength={12} required value={form.new} aria-describedby="password-new-hint" onChange={(event) => setForm({ ...form, new: event.target.value })} />
            <small id="password-new-hint" className={problemAt('/new') ? 'field-problem' : 'quiet'}>{problemAt('/new') ?? t.session.passwordHint}</small>
          </div>
        </div>
        <ProblemNote error={save.error} />
        <div>
          <Button type="primary" htmlType="submit" loading={save.isPending}>{t.session.changePassword}</Button>
        </div>
      </form>
    </section>
  );
}

export default function Account() {
  const t = useTexts();
  const me = useMe();
  return (
    <Page title={t.session.account}>
      <div className="account">
        <Profile />
        {me.has_password ? <Password /> : null}
        <SecondFactor />
        <Devices />
        <Tokens />
      </div>
    </Page>
  );
}
