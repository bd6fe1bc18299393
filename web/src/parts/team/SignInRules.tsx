// The rules of signing in: who may use a password, who has to have a second factor, how long sessions last.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useLabels } from '../../api/labels';
import { signInOptionsQuery } from '../../api/session';
import { signInRulesQuery, useChangeSignInRules } from '../../api/team';
import type { Role, SignInRules as Rules } from '../../api/types';
import { Field } from '../../components/Field';
import { Loaded, Page } from '../../components/page';
import { ProblemNote, useFieldProblem } from '../../components/problems';
import { showToast } from '../../components/toasts';
import { useTexts } from '../../i18n';
import { TeamTabs } from './TeamTabs';
import './team.css';

const TIMES = [
  ['idle_hours', 720],
  ['longest_days', 90],
  ['proof_minutes', 480],
] as const;

function Form({ rules: before, version }: { rules: Rules; version: number }) {
  const t = useTexts();
  const { all } = useLabels();
  const { data: options } = useQuery(signInOptionsQuery);
  const [rules, setRules] = useState(before);
  const save = useChangeSignInRules();
  const problemAt = useFieldProblem(save.error);
  const providers = options?.providers ?? [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ rules, version }, { onSuccess: () => showToast({ text: t.common.saved }) });
  };
  const factorFor = rules.second_factor_for ?? [];
  const demanded = (role: Role) => factorFor.includes(role);
  const toggle = (role: Role) =>
    setRules({ ...rules, second_factor_for: demanded(role) ? factorFor.filter((one) => one !== role) : [...factorFor, role] });
  return (
    <form className="panel" onSubmit={submit} aria-label={t.signIn.rules}>
      <div className="panel-body stack">
        <p className="quiet">{t.signIn.rulesHint}</p>
        <fieldset className="stack plain-fieldset">
          <legend>{t.signIn.passwordFor}</legend>
          {(['everybody', 'administrators'] as const).map((who) => (
            <label key={who} className="check">
              <input type="radio" name="password-for" checked={rules.password_for === who} disabled={who === 'administrators' && providers.length === 0} onChange={() => setRules({ ...rules, password_for: who })} />
              {t.signIn.passwordWho[who]}
            </label>
          ))}
          {providers.length === 0 ? <small className="quiet">{t.signIn.noProviders}</small> : null}
        </fieldset>
        <div className="field">
          <span>{t.signIn.demandFor}</span>
          <div className="chips" role="group" aria-label={t.signIn.demandFor}>
            {all('role').map(({ code, text }) => (
              <button key={code} type="button" className="chip" aria-pressed={demanded(code as Role)} onClick={() => toggle(code as Role)}>{text}</button>
            ))}
          </div>
          <small className="quiet">{t.signIn.demandForHint}</small>
        </div>
        {TIMES.map(([name, most]) => (
          <Field key={name} label={t.signIn.times[name]} problem={problemAt(`/rules/${name}`)}>
            <input type="number" inputMode="numeric" min={1} max={most} required value={rules[name]} onChange={(event) => setRules({ ...rules, [name]: event.target.valueAsNumber || 0 })} />
          </Field>
        ))}
        <div className="field">
          <span>{t.signIn.providers}</span>
          {providers.length === 0 ? <small className="quiet">{t.signIn.providersNone}</small> : <ul>{providers.map((one) => <li key={one.id}>{one.label}</li>)}</ul>}
        </div>
        <ProblemNote error={save.error} />
        <div><Button type="primary" htmlType="submit" loading={save.isPending}>{t.common.save}</Button></div>
      </div>
    </form>
  );
}

export default function SignInRules() {
  const t = useTexts();
  const rules = useQuery(signInRulesQuery);
  return (
    <Page title={t.team.title}>
      <TeamTabs />
      <Loaded query={rules}>{(view) => <Form key={view.version} rules={view.rules} version={view.version} />}</Loaded>
    </Page>
  );
}
