// Sharing the selected records out among several: in turn, by load, by territory, or by rules (PRO-10).

import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { type FormEvent, useState } from 'react';
import { useLabels } from '../../api/labels';
import { useAssign } from '../../api/parties';
import { usersQuery } from '../../api/team';
import type { AssignRule, Assignment, Distribution } from '../../api/types';
import { Field } from '../../components/Field';
import { ProblemNote } from '../../components/problems';
import { showToast } from '../../components/toasts';
import { useFormats, useTexts } from '../../i18n';

const WAYS: Distribution[] = ['round_robin', 'load', 'territory', 'rule'];
const FIELDS = ['market', 'city', 'kind', 'grade'] as const;

interface Rule { field: (typeof FIELDS)[number]; value: string; user: string }

function RuleRow({ rule, users, set, remove }: { rule: Rule; users: { id: string; name: string }[]; set: (rule: Rule) => void; remove: () => void }) {
  const t = useTexts();
  const { all } = useLabels();
  const choices: Record<Rule['field'], { code: string; text: string }[] | null> = {
    market: all('market'),
    city: null,
    kind: [{ code: 'person', text: t.common.person }, { code: 'organisation', text: t.common.organisation }],
    grade: all('grade'),
  };
  const options = choices[rule.field];
  return (
    <div className="row">
      <select className="input" aria-label={t.pool.ruleField} value={rule.field} onChange={(event) => set({ ...rule, field: event.target.value as Rule['field'], value: '' })}>
        {FIELDS.map((field) => <option key={field} value={field}>{t.pool.kinds[field]}</option>)}
      </select>
      {options ? (
        <select className="input" required aria-label={t.pool.ruleValue} value={rule.value} onChange={(event) => set({ ...rule, value: event.target.value })}>
          <option value="">{t.pool.ruleValue}</option>
          {options.map(({ code, text }) => <option key={code} value={code}>{text}</option>)}
        </select>
      ) : <input className="input" required aria-label={t.pool.ruleValue} placeholder={t.pool.ruleValue} value={rule.value} onChange={(event) => set({ ...rule, value: event.target.value })} />}
      →
      <select className="input" required aria-label={t.common.owner} value={rule.user} onChange={(event) => set({ ...rule, user: event.target.value })}>
        <option value="">{t.common.owner}</option>
        {users.map((user) => <option key={user.id} value={user.id}>{user.name}</option>)}
      </select>
      <button type="button" className="link" aria-label={t.common.remove} onClick={remove}>×</button>
    </div>
  );
}

export function ShareOut({ what, close, onDone }: { what: Omit<Assignment, 'owner_id'>; close: () => void; onDone: () => void }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const assign = useAssign();
  const { data = [] } = useQuery(usersQuery);
  const people = data.filter((user) => user.active);
  const [by, setBy] = useState<Distribution>('round_robin');
  const [chosen, setChosen] = useState<string[]>([]);
  const [rules, setRules] = useState<Rule[]>([]);
  const users = people.filter((user) => chosen.includes(user.id));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const asRule = ({ field, value, user }: Rule) => ({ [field]: value, user }) as AssignRule;
    assign.mutate({ ...what, among: { by, users: chosen, ...(by === 'rule' ? { rules: rules.map(asRule) } : {}) } }, {
      onSuccess: ({ assigned, refused }) => {
        const counts = new Map<string, number>();
        for (const { code } of refused) counts.set(code, (counts.get(code) ?? 0) + 1);
        const left = [...counts].map(([code, count]) => `${word(code, 'ungiven')} ${format.number(count)}`);
        showToast({ text: [t.prospects.assigned(format.number(assigned)), ...left].join(' · '), seconds: 8 });
        onDone();
      },
    });
  };
  const toggle = (id: string) => setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);

  return (
    <Modal open title={t.pool.shareOut} footer={null} onCancel={close} width={560}>
      <form className="stack" onSubmit={submit}>
        <Field label={t.pool.shareHow}>
          <select value={by} onChange={(event) => setBy(event.target.value as Distribution)}>
            {WAYS.map((way) => <option key={way} value={way}>{word(way, 'distribution')}</option>)}
          </select>
        </Field>
        <div className="field">
          <span>{t.pool.shareAmong}</span>
          <div className="chips" role="group" aria-label={t.pool.shareAmong}>
            {people.map((user) => (
              <button key={user.id} type="button" className="chip" aria-pressed={chosen.includes(user.id)} onClick={() => toggle(user.id)}>
                {user.name}{by === 'territory' && user.territory.length > 0 ? ` · ${user.territory.join(' ')}` : ''}
              </button>
            ))}
          </div>
        </div>
        {by === 'rule' ? (
          <div className="stack">
            {rules.map((rule, at) => (
              <RuleRow
                key={at}
                rule={rule}
                users={users}
                set={(changed) => setRules(rules.map((one, place) => (place === at ? changed : one)))}
                remove={() => setRules(rules.filter((_, place) => place !== at))}
              />
            ))}
            <button type="button" className="link" onClick={() => setRules([...rules, { field: 'market', value: '', user: '' }])}>{t.pool.noRules}</button>
          </div>
        ) : null}
        <ProblemNote error={assign.error} />
        <div className="row">
          <Button type="primary" htmlType="submit" disabled={chosen.length === 0 || (by === 'rule' && rules.length === 0)} loading={assign.isPending}>{t.prospects.assign}</Button>
          <Button onClick={close}>{t.common.cancel}</Button>
        </div>
      </form>
    </Modal>
  );
}
