// The rules of signing in: who may use a password, who has to have a second factor, how long sessions last.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useLabels } from '../../api/labels';
import { currentOf } from '../../api/problem';
import { signInOptionsQuery } from '../../api/session';
import { signInRulesQuery, useChangeSignInRules } from '../../api/team';
import type { Role, SignInRules as Rules, SignInRulesView } from '../../api/types';
import { Differences } from '../../components/Differences';
import { Field } from '../../components/Field';
import { Loaded, Page } from '../../components/page';
import { ProblemNote, useFieldProblem } from '../../components/problems';
import { showToast } from '../../components/toasts';
import type { Fields } from '../../components/twoEditors';
import { useTwoEditors } from '../../components/useTwoEditors';
import { useTexts } from '../../i18n';
import { TeamTabs } from './TeamTabs';
import './team.css';

const TIMES = [
  ['idle_hours', 720],
  ['longest_days', 90],
  ['proof_minutes', 480],
] as const;

/** The rules as two people's versions of them are compared. */
const asFields = (rules: Rules): Fields => ({
  password_for: rules.password_for ?? 'everybody', second_factor_for: (rules.second_factor_for ?? []).toSorted().join(), ...Object.fromEntries(TIMES.map(([name]) => [name, String(rules[name] ?? '')])),
});

const withFields = (rules: Rules, fields: Fields): Rules => ({
  ...rules,
  password_for: fields['password_for'] === 'administrators' ? 'administrators' : 'everybody',
  second_factor_for: (fields['second_factor_for'] ?? '').split(',').filter(Boolean) as Role[],
  ...Object.fromEntries(TIMES.map(([name]) => [name, Number(fields[name])])),
});

function Form({ view }: { view: SignInRulesView }) {
  const t = useTexts();
  const { all, word } = useLabels();
  const { data: options } = useQuery(signInOptionsQuery);
  const [rules, setRules] = useState(view.rules);
  const { read, joined, compare, restart } = useTwoEditors(view, (one) => asFields(one.rules));
  const save = useChangeSignInRules();
  const error = currentOf(save.error) ? null : save.error;
  const problemAt = useFieldProblem(error);
  const providers = options?.providers ?? [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ rules, version: read.version }, {
      onSuccess: (saved) => {
        restart(saved);
        setRules(saved.rules);
        showToast({ text: t.common.saved });
      },
      onError: (error) => {
        const both = compare(error, asFields(rules));
        if (both) setRules(withFields(rules, both));
      },
    });
  };
  const label = (field: string) =>
    field === 'password_for' ? t.signIn.passwordFor : field === 'second_factor_for' ? t.signIn.demandFor : t.signIn.times[field as (typeof TIMES)[number][0]];
  const shown = (field: string, value: string) => {
    if (field === 'password_for') return t.signIn.passwordWho[value === 'administrators' ? value : 'everybody'];
    return field === 'second_factor_for' ? value.split(',').filter(Boolean).map((role) => word(role, 'role')).join(' · ') : value;
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
        {joined ? (
          <Differences joined={joined} label={label} show={shown} value={(field) => asFields(rules)[field] ?? ''} choose={(field, value) => setRules(withFields(rules, { ...asFields(rules), [field]: value }))} />
        ) : null}
        <ProblemNote error={error} />
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
      <Loaded query={rules}>{(view) => <Form view={view} />}</Loaded>
    </Page>
  );
}
