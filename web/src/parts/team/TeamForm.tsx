// Adding and changing a team, and which team it is part of.

import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { currentOf } from '../../api/problem';
import { teamsQuery, useAddTeam, useEditTeam } from '../../api/team';
import type { Team } from '../../api/types';
import { Differences } from '../../components/Differences';
import { Field } from '../../components/Field';
import { ProblemNote, useFieldProblem } from '../../components/problems';
import type { Fields } from '../../components/twoEditors';
import { useTwoEditors } from '../../components/useTwoEditors';
import { useTexts } from '../../i18n';
import { inTreeOrder, withoutSubtree } from './tree';

const fieldsOf = (team: Team | null): Fields => ({ name: team?.name ?? '', parent_id: team?.parent_id ?? '' });

export function TeamForm({ team, close }: { team: Team | null; close: () => void }) {
  const t = useTexts();
  const { data: teams = [] } = useQuery(teamsQuery);
  const add = useAddTeam();
  const edit = useEditTeam(team?.id ?? '');
  const { read, joined, compare } = useTwoEditors(team, fieldsOf);
  const error = add.error ?? (currentOf(edit.error) ? null : edit.error);
  const problemAt = useFieldProblem(error);
  const [form, setForm] = useState({ name: team?.name ?? '', parent_id: team?.parent_id ?? (team ? '' : (inTreeOrder(teams)[0]?.team.id ?? '')) });
  const fieldName: Record<string, string> = { name: t.team.teamName, parent_id: t.team.parentTeam };
  const shown = (field: string, value: string) => (field === 'parent_id' ? (teams.find((one) => one.id === value)?.name ?? t.team.topLevel) : value);
  const onError = (error: unknown) => {
    const both = compare(error, form);
    if (both) setForm({ name: both['name'] ?? form.name, parent_id: both['parent_id'] ?? form.parent_id });
  };
  const parents = team ? withoutSubtree(teams, team.id) : teams;
  return (
    <Modal open title={team ? t.team.editTeam(team.name) : t.team.addTeam} footer={null} onCancel={close} width={420}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const name = form.name.trim();
          if (team) edit.mutate({ version: read?.version ?? team.version, name, ...(form.parent_id ? { parent_id: form.parent_id } : {}) }, { onSuccess: close, onError });
          else add.mutate({ name, parent_id: form.parent_id }, { onSuccess: close });
        }}
      >
        <Field label={t.team.teamName} problem={problemAt('/name')}>
          <input required autoFocus value={form.name} onChange={(event) => setForm({ ...form, name: event.target.value })} />
        </Field>
        <Field label={t.team.parentTeam}>
          <select value={form.parent_id} onChange={(event) => setForm({ ...form, parent_id: event.target.value })}>
            {team && !team.parent_id ? <option value="">{t.team.topLevel}</option> : null}
            {inTreeOrder(parents).map(({ team: one, depth }) => <option key={one.id} value={one.id}>{'\u2003'.repeat(depth) + one.name}</option>)}
          </select>
        </Field>
        {joined ? (
          <Differences joined={joined} label={(field) => fieldName[field] ?? field} show={shown} value={(field) => (field === 'name' ? form.name : form.parent_id)} choose={(field, value) => setForm({ ...form, [field]: value })} />
        ) : null}
        <ProblemNote error={error} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={add.isPending || edit.isPending}>{t.common.save}</Button>
          <Button onClick={close}>{t.common.cancel}</Button>
        </div>
      </form>
    </Modal>
  );
}
