// The people at the customer who have a part in the decision: as a map to be edited, or as a table.

import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useEditDealPerson, usePutDealPerson, useRemoveDealPerson } from '../../api/deals';
import { useLabels } from '../../api/labels';
import { partyQuery } from '../../api/parties';
import type { ContactLevel, Deal, DealLeaning, DealPerson, DealPersonChange, DealPower } from '../../api/types';
import { Choices } from '../../components/Choices';
import { Differences } from '../../components/Differences';
import { Field } from '../../components/Field';
import { ProblemNote, useFieldProblem } from '../../components/problems';
import { ScrollPanel } from '../../components/ScrollPanel';
import { showToast } from '../../components/toasts';
import type { Fields } from '../../components/twoEditors';
import { useTwoEditors } from '../../components/useTwoEditors';
import { useFormats, useTexts } from '../../i18n';
import { LEANINGS, POWERS } from './map';
import { PeopleMap } from './PeopleMap';

const EMPTY: Fields = { name: '', party: '', role: '', power: 'influencer', leaning: '', rival: '', level: 'never_met', committee: 'no', note: '', left: 'no' };

const fieldsOf = (person: DealPerson): Fields => ({
  name: person.name, party: person.party?.id ?? '', role: person.role, power: person.power, leaning: person.leaning ?? '', rival: person.rival_id ?? '', level: person.contact_level,
  committee: person.on_committee ? 'yes' : 'no', note: person.note, left: person.left_at ? 'yes' : 'no',
});

/** Only what differs; a leaning clears the rival, so that they go together. */
function changeOf(read: Fields, now: Fields): DealPersonChange {
  const differs = (name: string) => (read[name] ?? '') !== (now[name] ?? '');
  const change: DealPersonChange = {};
  if (differs('name')) change.name = (now['name'] ?? '').trim();
  if (differs('role')) change.role = (now['role'] ?? '').trim();
  if (differs('note')) change.note = (now['note'] ?? '').trim();
  if (differs('power')) change.power = now['power'] as DealPower;
  if (differs('level')) change.contact_level = now['level'] as ContactLevel;
  if (differs('committee')) change.on_committee = now['committee'] === 'yes';
  if (differs('left')) change.left = now['left'] === 'yes';
  if (differs('leaning') || differs('rival')) {
    if (now['leaning']) {
      change.leaning = now['leaning'] as DealLeaning;
      if (now['rival'] && against(now['leaning'])) change.rival_id = now['rival'];
    } else change.leaning_unknown = true;
  }
  return change;
}

const against = (leaning: string | undefined) => leaning === 'inclined_to_rival' || leaning === 'acts_for_rival';

function PersonFields({ deal, fresh, fields, set, error }: { deal: Deal; fresh: boolean; fields: Fields; set: (change: Fields) => void; error: unknown }) {
  const t = useTexts();
  const { all } = useLabels();
  const problemAt = useFieldProblem(error);
  const { data: party } = useQuery({ ...partyQuery(deal.party.id), enabled: fresh, retry: false });
  const onFile = party?.people ?? [];
  const select = (name: string, label: string, options: { code: string; text: string }[], none?: string) => (
    <Field label={label}>
      <select value={fields[name] ?? ''} onChange={(event) => set({ [name]: event.target.value })}>
        {none === undefined ? null : <option value="">{none}</option>}
        {options.map(({ code, text }) => <option key={code} value={code}>{text}</option>)}
      </select>
    </Field>
  );
  return (
    <>
      {fresh && onFile.length > 0 ? (
        <Field label={t.deals.fromFile} hint={t.common.optional}>
          <select
            value={fields['party'] ?? ''}
            onChange={(event) => {
              const chosen = onFile.find((one) => one.party_id === event.target.value);
              set({ party: event.target.value, ...(chosen ? { name: chosen.name, role: chosen.position ?? '' } : {}) });
            }}
          >
            <option value="">{t.common.none}</option>
            {onFile.map((one) => <option key={one.id} value={one.party_id}>{one.name}</option>)}
          </select>
        </Field>
      ) : null}
      <div className="deal-fields">
        <Field label={t.deals.personName} problem={problemAt('/name')}><input required autoFocus maxLength={200} value={fields['name'] ?? ''} onChange={(event) => set({ name: event.target.value })} /></Field>
        <Field label={t.deals.role} problem={problemAt('/role')}><input maxLength={200} value={fields['role'] ?? ''} onChange={(event) => set({ role: event.target.value })} /></Field>
        {select('power', t.deals.power, all('deal_power'))}
        {select('leaning', t.deals.leaning, all('leaning'), t.deals.leaningUnknown)}
        {against(fields['leaning']) && deal.rivals.length > 0 ? select('rival', t.deals.whichRival, deal.rivals.map((rival) => ({ code: rival.id, text: rival.name })), t.deals.notKnown) : null}
        {select('level', t.deals.contactLevel, all('contact_level'))}
      </div>
      <label className="check"><input type="checkbox" checked={fields['committee'] === 'yes'} onChange={(event) => set({ committee: event.target.checked ? 'yes' : 'no' })} />{t.deals.committee}</label>
      {fresh ? null : <label className="check"><input type="checkbox" checked={fields['left'] === 'yes'} onChange={(event) => set({ left: event.target.checked ? 'yes' : 'no' })} />{t.deals.left}</label>}
      <Field label={t.common.note} problem={problemAt('/note')}><textarea rows={2} maxLength={2000} value={fields['note'] ?? ''} onChange={(event) => set({ note: event.target.value })} /></Field>
    </>
  );
}

function NewPerson({ deal, close }: { deal: Deal; close: () => void }) {
  const t = useTexts();
  const put = usePutDealPerson(deal.id);
  const [fields, setFields] = useState(EMPTY);
  return (
    <Modal open title={t.deals.addPerson} onCancel={close} footer={null} width={520}>
      <form
        className="stack"
        aria-label={t.deals.addPerson}
        onSubmit={(event) => {
          event.preventDefault();
          put.mutate(
            {
              name: (fields['name'] ?? '').trim(), role: (fields['role'] ?? '').trim(), power: fields['power'] as DealPower, contact_level: fields['level'] as ContactLevel,
              on_committee: fields['committee'] === 'yes', note: (fields['note'] ?? '').trim(),
              ...(fields['leaning'] ? { leaning: fields['leaning'] as DealLeaning } : {}),
              ...(fields['rival'] && against(fields['leaning']) ? { rival_id: fields['rival'] } : {}),
              ...(fields['party'] ? { party_id: fields['party'] } : {}),
            },
            { onSuccess: close },
          );
        }}
      >
        <PersonFields deal={deal} fresh fields={fields} set={(change) => setFields((before) => ({ ...before, ...change }))} error={put.error} />
        <ProblemNote error={put.error} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={put.isPending}>{t.common.add}</Button>
          <Button onClick={close}>{t.common.cancel}</Button>
        </div>
      </form>
    </Modal>
  );
}

function EditPerson({ deal, person, close }: { deal: Deal; person: DealPerson; close: () => void }) {
  const t = useTexts();
  const { word } = useLabels();
  const save = useEditDealPerson(deal.id, person.id);
  const remove = useRemoveDealPerson(deal.id);
  const [fields, setFields] = useState(() => fieldsOf(person));
  const { read, joined, compare } = useTwoEditors<DealPerson>(person, fieldsOf);
  const set = (change: Fields) => setFields((before) => ({ ...before, ...change }));
  const labels: Record<string, string> = {
    name: t.deals.personName, role: t.deals.role, power: t.deals.power, leaning: t.deals.leaning, rival: t.deals.whichRival, level: t.deals.contactLevel, committee: t.deals.committee, note: t.common.note, left: t.deals.left,
  };
  const groups: Record<string, string> = { power: 'deal_power', leaning: 'leaning', level: 'contact_level' };
  const show = (field: string, value: string) => {
    if (field === 'rival') return deal.rivals.find((rival) => rival.id === value)?.name ?? '';
    if (field === 'committee' || field === 'left') return value === 'yes' ? t.common.yes : t.common.no;
    if (field === 'leaning' && !value) return t.deals.leaningUnknown;
    return groups[field] ? word(value, groups[field]) : value;
  };
  return (
    <Modal open title={t.deals.personTitle(person.name)} onCancel={close} footer={null} width={520}>
      <form
        className="stack"
        aria-label={t.deals.personTitle(person.name)}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ ...changeOf(fieldsOf(read), fields), version: read.version }, {
            onSuccess: () => {
              showToast({ text: t.common.saved });
              close();
            },
            onError: (error) => {
              const both = compare(error, fields);
              if (both) setFields(both);
            },
          });
        }}
      >
        {joined ? <Differences joined={joined} label={(field) => labels[field] ?? field} show={show} value={(field) => fields[field] ?? ''} choose={(field, value) => set({ [field]: value })} /> : null}
        {person.party ? <p><Link to={`/prospects/${person.party.id}`}>{person.party.name}</Link></p> : null}
        <PersonFields deal={deal} fresh={false} fields={fields} set={set} error={save.error} />
        {joined ? null : <ProblemNote error={save.error} />}
        <ProblemNote error={remove.error} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={save.isPending}>{t.common.save}</Button>
          <Button onClick={close}>{t.common.cancel}</Button>
          <button
            type="button"
            className="link danger push"
            disabled={remove.isPending}
            onClick={() =>
              remove.mutate(person.id, {
                onSuccess: () => {
                  showToast({ text: t.deals.personRemoved(person.name) });
                  close();
                },
              })
            }
          >
            {t.deals.removePerson}
          </button>
        </div>
      </form>
    </Modal>
  );
}

function PeopleTable({ deal, people, editable, open }: { deal: Deal; people: DealPerson[]; editable: boolean; open: (person: DealPerson) => void }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const rival = (person: DealPerson) => deal.rivals.find((one) => one.id === person.rival_id)?.name;
  const sorted = people.toSorted((a, b) => POWERS.indexOf(a.power) - POWERS.indexOf(b.power) || LEANINGS.indexOf(b.leaning ?? null) - LEANINGS.indexOf(a.leaning ?? null));
  return (
    <ScrollPanel label={`${t.deals.people} · ${t.common.table}`}>
      <table className="table">
        <thead>
          <tr>{[t.deals.personName, t.deals.role, t.deals.power, t.deals.leaning, t.deals.contactLevel, t.common.note].map((name) => <th key={name} scope="col">{name}</th>)}</tr>
        </thead>
        <tbody>
          {sorted.map((person) => (
            <tr key={person.id}>
              <th scope="row">{editable ? <button type="button" className="link" onClick={() => open(person)}>{person.name}</button> : person.name}</th>
              <td>{[person.role, person.on_committee ? t.deals.committee : null].filter(Boolean).join(' · ')}</td>
              <td>{word(person.power, 'deal_power')}</td>
              <td>{[person.leaning ? word(person.leaning, 'leaning') : t.deals.leaningUnknown, rival(person)].filter(Boolean).join(' · ')}</td>
              <td>{word(person.contact_level, 'contact_level')}</td>
              <td>{[person.left_at ? t.deals.leftOn(format.day(person.left_at)) : null, person.note].filter(Boolean).join(' · ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollPanel>
  );
}

export function People({ deal }: { deal: Deal }) {
  const t = useTexts();
  const [as, setAs] = useState<'map' | 'table'>('map');
  const [editing, setEditing] = useState<string | null>(null);
  const editable = deal.may_work && !deal.ending;
  const open = (person: DealPerson) => editable && setEditing(person.id);
  const edited = deal.people.find((person) => person.id === editing);
  return (
    <section className="panel" aria-label={t.deals.people}>
      <header className="spread">
        <h2>{t.deals.people}</h2>
        <span className="row">
          {deal.people.length > 0 ? <Choices label={t.deals.mapOf} value={as} onChange={setAs} choices={[{ value: 'map', text: t.common.chart }, { value: 'table', text: t.common.table }]} /> : null}
          {editable ? <Button onClick={() => setEditing('new')}>{t.deals.addPerson}</Button> : null}
        </span>
      </header>
      <div className="panel-body stack">
        {deal.people.length === 0 ? <p className="quiet">{t.deals.noPeople}</p> : null}
        {deal.people.length > 0 && as === 'map' ? <PeopleMap deal={deal} people={deal.people} editable={editable} open={open} /> : null}
        {deal.people.length > 0 && as === 'table' ? <PeopleTable deal={deal} people={deal.people} editable={editable} open={open} /> : null}
      </div>
      {editing === 'new' ? <NewPerson deal={deal} close={() => setEditing(null)} /> : null}
      {edited ? <EditPerson deal={deal} person={edited} close={() => setEditing(null)} /> : null}
    </section>
  );
}
