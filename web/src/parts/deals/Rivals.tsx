// The rivals in a deal: what they are strong in, what they offered, and how we stand against each.

import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useEditDealRival, usePutDealRival } from '../../api/deals';
import { useLabels } from '../../api/labels';
import type { Deal, DealRival } from '../../api/types';
import { Differences } from '../../components/Differences';
import { Field } from '../../components/Field';
import { ProblemNote, useFieldProblem } from '../../components/problems';
import { showToast } from '../../components/toasts';
import type { Fields } from '../../components/twoEditors';
import { useTwoEditors } from '../../components/useTwoEditors';
import { useFormats, useTexts } from '../../i18n';
import { CellMark } from './marks';

const fieldsOf = (rival: DealRival): Fields => ({
  name: rival.name, takes_part: rival.takes_part ? 'yes' : 'no', strengths: rival.strengths, offer: rival.offer, note: rival.note,
});
const EMPTY: Fields = { name: '', takes_part: 'yes', strengths: '', offer: '', note: '' };

function RivalFields({ fields, set, error }: { fields: Fields; set: (change: Fields) => void; error: unknown }) {
  const t = useTexts();
  const problemAt = useFieldProblem(error);
  return (
    <>
      <Field label={t.deals.rivalName} problem={problemAt('/name')}><input required autoFocus maxLength={200} value={fields['name'] ?? ''} onChange={(event) => set({ name: event.target.value })} /></Field>
      <Field label={t.deals.strengths} problem={problemAt('/strengths')}><textarea rows={2} maxLength={2000} value={fields['strengths'] ?? ''} onChange={(event) => set({ strengths: event.target.value })} /></Field>
      <Field label={t.deals.offer} problem={problemAt('/offer')}><textarea rows={2} maxLength={2000} value={fields['offer'] ?? ''} onChange={(event) => set({ offer: event.target.value })} /></Field>
      <Field label={t.common.note} problem={problemAt('/note')}><textarea rows={2} maxLength={2000} value={fields['note'] ?? ''} onChange={(event) => set({ note: event.target.value })} /></Field>
      <label className="check"><input type="checkbox" checked={fields['takes_part'] === 'yes'} onChange={(event) => set({ takes_part: event.target.checked ? 'yes' : 'no' })} />{t.deals.takesPart}</label>
    </>
  );
}

const bodyOf = (fields: Fields) => ({
  name: (fields['name'] ?? '').trim(), takes_part: fields['takes_part'] === 'yes', strengths: (fields['strengths'] ?? '').trim(), offer: (fields['offer'] ?? '').trim(), note: (fields['note'] ?? '').trim(),
});

function NewRival({ deal, close }: { deal: Deal; close: () => void }) {
  const t = useTexts();
  const put = usePutDealRival(deal.id);
  const [fields, setFields] = useState(EMPTY);
  return (
    <Modal open title={t.deals.addRival} onCancel={close} footer={null} width={480}>
      <form
        className="stack"
        aria-label={t.deals.addRival}
        onSubmit={(event) => {
          event.preventDefault();
          put.mutate(bodyOf(fields), { onSuccess: close });
        }}
      >
        <RivalFields fields={fields} set={(change) => setFields({ ...fields, ...change })} error={put.error} />
        <ProblemNote error={put.error} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={put.isPending}>{t.common.add}</Button>
          <Button onClick={close}>{t.common.cancel}</Button>
        </div>
      </form>
    </Modal>
  );
}

function EditRival({ deal, rival, close }: { deal: Deal; rival: DealRival; close: () => void }) {
  const t = useTexts();
  const save = useEditDealRival(deal.id, rival.id);
  const [fields, setFields] = useState(() => fieldsOf(rival));
  const { read, joined, compare } = useTwoEditors<DealRival>(rival, fieldsOf);
  const set = (change: Fields) => setFields((before) => ({ ...before, ...change }));
  const labels: Record<string, string> = { name: t.deals.rivalName, takes_part: t.deals.takesPart, strengths: t.deals.strengths, offer: t.deals.offer, note: t.common.note };
  return (
    <Modal open title={t.deals.editOf(rival.name)} onCancel={close} footer={null} width={480}>
      <form
        className="stack"
        aria-label={t.deals.editOf(rival.name)}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ ...bodyOf(fields), version: read.version }, {
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
        {joined ? (
          <Differences joined={joined} label={(field) => labels[field] ?? field} show={(field, value) => (field === 'takes_part' ? (value === 'yes' ? t.common.yes : t.common.no) : value)} value={(field) => fields[field] ?? ''} choose={(field, value) => set({ [field]: value })} />
        ) : null}
        <RivalFields fields={fields} set={set} error={save.error} />
        {joined ? null : <ProblemNote error={save.error} />}
        <div className="row">
          <Button type="primary" htmlType="submit" loading={save.isPending}>{t.common.save}</Button>
          <Button onClick={close}>{t.common.cancel}</Button>
        </div>
      </form>
    </Modal>
  );
}

export function Rivals({ deal }: { deal: Deal }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const [editing, setEditing] = useState<DealRival | 'new' | null>(null);
  const editable = deal.may_work && !deal.ending;
  return (
    <section className="panel" aria-label={t.deals.rivals}>
      <header className="spread">
        <h2>{t.deals.rivals}</h2>
        {editable ? <Button onClick={() => setEditing('new')}>{t.deals.addRival}</Button> : null}
      </header>
      <div className="panel-body">
        {deal.rivals.length === 0 ? <p className="quiet">{t.deals.noRivals}</p> : null}
        <ul className="deal-rivals">
          {deal.rivals.map((rival) => (
            <li key={rival.id}>
              <div className="spread">
                <span className="row">
                  <b>{rival.name}</b>
                  {rival.takes_part ? null : <span className="quiet">{t.deals.absent}</span>}
                  {rival.cell ? <CellMark deal={{ cell: rival.cell, cell_firm: true }} /> : null}
                  {rival.standing ? <span>{word(rival.standing, 'standing')}</span> : null}
                </span>
                <span className="row">
                  <small className="quiet">{t.deals.seenOn(format.day(rival.seen_at))}</small>
                  {editable ? <button type="button" className="link" aria-label={t.deals.editOf(rival.name)} onClick={() => setEditing(rival)}>{t.common.edit}</button> : null}
                </span>
              </div>
              {rival.cell ? <small className="quiet">{t.deals.ourCell(word(rival.cell, 'opening'))}</small> : null}
              <dl className="facts">
                {rival.strengths ? <div><dt>{t.deals.strengths}</dt><dd>{rival.strengths}</dd></div> : null}
                {rival.offer ? <div><dt>{t.deals.offer}</dt><dd>{rival.offer}</dd></div> : null}
                {rival.note ? <div><dt>{t.common.note}</dt><dd>{rival.note}</dd></div> : null}
              </dl>
            </li>
          ))}
        </ul>
      </div>
      {editing === 'new' ? <NewRival deal={deal} close={() => setEditing(null)} /> : null}
      {editing && editing !== 'new' ? <EditRival deal={deal} rival={editing} close={() => setEditing(null)} /> : null}
    </section>
  );
}
