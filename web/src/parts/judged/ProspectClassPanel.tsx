// The class of a prospect (CLA-3) with its reasons and its play; of a PI prospect also what still blocks the contract.

import { Button } from 'antd';
import { useState } from 'react';
import { createTask } from '../../api/activities';
import { useLabels } from '../../api/labels';
import { usePartyChange } from '../../api/parties';
import type { Judgements, Party } from '../../api/types';
import { Field } from '../../components/Field';
import { fieldValue, quickDate } from '../../components/log/nextDates';
import { ProblemNote } from '../../components/problems';
import { Advised } from '../../components/reasons';
import { useFormats, useTexts } from '../../i18n';
import { Moves } from './Moves';

function NewBlock({ party, close }: { party: Party; close: () => void }) {
  const t = useTexts();
  const [form, setForm] = useState(() => ({ title: '', due: fieldValue(quickDate('tomorrow', new Date())) }));
  const add = usePartyChange(party.id, () => createTask(party.id, { title: form.title.trim(), kind: 'remove_block', due_at: new Date(form.due).toISOString() }));
  return (
    <form
      className="stack judged-form"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate(undefined, { onSuccess: close });
      }}
    >
      <Field label={t.judged.blockTitle}><input required maxLength={200} value={form.title} onChange={(event) => setForm({ ...form, title: event.target.value })} /></Field>
      <Field label={t.judged.due}><input type="datetime-local" required value={form.due} onChange={(event) => setForm({ ...form, due: event.target.value })} /></Field>
      <ProblemNote error={add.error} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={add.isPending}>{t.common.add}</Button>
        <Button onClick={close}>{t.common.cancel}</Button>
      </div>
    </form>
  );
}

function Blocks({ party, judged }: { party: Party; judged: Judgements }) {
  const t = useTexts();
  const format = useFormats();
  const [adding, setAdding] = useState(false);
  return (
    <section aria-label={t.judged.blocks}>
      <h4>{t.judged.blocks}</h4>
      {judged.blocks.length === 0 ? <p className="quiet">{t.judged.noBlocks}</p> : null}
      <ul className="evidence">
        {judged.blocks.map((block) => <li key={block.id}><span>{block.title}</span> <span className="quiet">{format.relative(block.due_at)}</span></li>)}
      </ul>
      {adding ? <NewBlock party={party} close={() => setAdding(false)} /> : null}
      {judged.may_judge && !adding ? <button type="button" className="link" onClick={() => setAdding(true)}>{t.judged.addBlock}</button> : null}
    </section>
  );
}

export function ProspectClassPanel({ party, judged }: { party: Party; judged: Judgements }) {
  const t = useTexts();
  const { word } = useLabels();
  const found = judged.class;
  const of = found?.verdict.value.class;
  return (
    <section className="advice-part judged-part" aria-label={t.judged.class}>
      <h3>{t.judged.class}</h3>
      {found && of ? (
        <>
          <Advised text={<><b>{word(of, 'prospect_class')}</b> {word(found.play, 'prospect_play')}</>} reasons={found.verdict.reasons} />
          {found.verdict.value.firm ? null : <p className="quiet">{t.judged.provisional}</p>}
          <Moves moves={found.moves} />
          {found.tuokes_own ? <p className="quiet">{t.judged.ownPlay}</p> : null}
          {of === 'pi' || judged.blocks.length > 0 ? <Blocks party={party} judged={judged} /> : null}
        </>
      ) : <p className="quiet">{t.judged.notClassed}</p>}
    </section>
  );
}
