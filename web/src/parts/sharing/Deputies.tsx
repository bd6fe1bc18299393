// Who stands in for whom (代班): named for a period, ended by itself or early.

import { useQuery } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { colleaguesQuery, deputiesQuery, useEndDeputy, useNameDeputy } from '../../api/sharing';
import { usersQuery } from '../../api/team';
import type { Deputy } from '../../api/types';
import { useCan, useMe } from '../../app/me';
import { Field } from '../../components/Field';
import { Empty, Loaded, Page } from '../../components/page';
import { ProblemNote, useFieldProblem } from '../../components/problems';
import { showToast } from '../../components/toasts';
import { useFormats, useTexts } from '../../i18n';
import { TeamTabs } from '../team/TeamTabs';
import { after, beginning, lastDay } from './days';
import './sharing.css';

const EMPTY = { user: '', deputy: '', from: '', until: '', note: '' };

function NameDeputy() {
  const t = useTexts();
  const me = useMe();
  const can = useCan();
  const { data: colleagues } = useQuery(colleaguesQuery);
  const { data: users = [] } = useQuery({ ...usersQuery, enabled: can('see_people') });
  const name = useNameDeputy();
  const problemAt = useFieldProblem(name.error);
  const [form, setForm] = useState(EMPTY);
  const set = (key: keyof typeof EMPTY) => (event: { target: { value: string } }) => setForm({ ...form, [key]: event.target.value });
  const people = colleagues?.people ?? [];
  const away = form.user || me.id;
  const answersFor = people.filter((one) => one.id !== me.id && users.some((user) => user.id === one.id));
  return (
    <form
      className="panel panel-body deputy-form"
      aria-label={t.sharing.nameDeputy}
      onSubmit={(event) => {
        event.preventDefault();
        name.mutate(
          {
            deputy_id: form.deputy,
            until: after(form.until),
            note: form.note,
            ...(form.user ? { user_id: form.user } : {}),
            ...(form.from ? { from: beginning(form.from) } : {}),
          },
          {
            onSuccess: (named) => {
              setForm(EMPTY);
              showToast({ text: t.sharing.named(named.deputy.name) });
            },
          },
        );
      }}
    >
      {answersFor.length > 0 ? (
        <Field label={t.sharing.away} problem={problemAt('/user_id')}>
          <select value={form.user} onChange={set('user')}>
            <option value="">{t.sharing.myself}</option>
            {answersFor.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
          </select>
        </Field>
      ) : null}
      <Field label={t.sharing.deputy} problem={problemAt('/deputy_id')}>
        <select required value={form.deputy} onChange={set('deputy')}>
          <option value="" />
          {people.filter((one) => one.id !== away).map((one) => (
            <option key={one.id} value={one.id}>{one.team ? `${one.name} · ${one.team.name}` : one.name}</option>
          ))}
        </select>
      </Field>
      <Field label={t.sharing.from} hint={t.sharing.fromHint}>
        <input type="date" value={form.from} onChange={set('from')} />
      </Field>
      <Field label={t.sharing.until} problem={problemAt('/until')}>
        <input type="date" required min={form.from} value={form.until} onChange={set('until')} />
      </Field>
      <Field label={t.sharing.note} hint={t.sharing.noteHint}>
        <input maxLength={300} value={form.note} onChange={set('note')} />
      </Field>
      <ProblemNote error={name.error} />
      <div><Button type="primary" htmlType="submit" loading={name.isPending}>{t.sharing.nameDeputy}</Button></div>
    </form>
  );
}

function Row({ one }: { one: Deputy }) {
  const t = useTexts();
  const format = useFormats();
  const end = useEndDeputy();
  return (
    <tr>
      <td>{one.user.name}</td>
      <td><b>{one.deputy.name}</b></td>
      <td>{`${format.day(one.from)} – ${format.day(lastDay(one.until))}`}</td>
      <td>
        {t.sharing.states[one.state]}
        {one.ended_by ? <small className="quiet"> {t.sharing.endedBy(one.ended_by.name)}</small> : null}
      </td>
      <td>{one.note}</td>
      <td className="number">
        {one.can_end ? (
          <Popconfirm title={t.sharing.endDeputy(one.deputy.name)} okText={t.sharing.endEarly} cancelText={t.common.cancel} onConfirm={() => end.mutate(one.id, { onSuccess: () => showToast({ text: t.sharing.ended }) })}>
            <button type="button" className="link danger">{t.sharing.endEarly}</button>
          </Popconfirm>
        ) : null}
        <ProblemNote error={end.error} />
      </td>
    </tr>
  );
}

export default function Deputies() {
  const t = useTexts();
  const can = useCan();
  const deputies = useQuery(deputiesQuery);
  const inTeam = can('see_people');
  return (
    <Page title={inTeam ? t.team.title : t.sharing.deputies}>
      {inTeam ? <TeamTabs /> : null}
      <p className="quiet deputy-hint">{t.sharing.deputiesHint}</p>
      <NameDeputy />
      <Loaded query={deputies}>
        {(items) =>
          items.length === 0 ? <Empty title={t.sharing.noDeputies} /> : (
            <div className="panel table-scroll">
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">{t.sharing.away}</th>
                    <th scope="col">{t.sharing.deputy}</th>
                    <th scope="col">{t.sharing.period}</th>
                    <th scope="col">{t.sharing.state}</th>
                    <th scope="col">{t.sharing.note}</th>
                    <th scope="col"><span className="hidden-visually">{t.sharing.endEarly}</span></th>
                  </tr>
                </thead>
                <tbody>{items.map((one) => <Row key={one.id} one={one} />)}</tbody>
              </table>
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}
