// The face of a key customer (CLA-5): proposed, confirmed or refused by a person; black with its aim and approval from above.

import { Button } from 'antd';
import { useState } from 'react';
import { useJudgeFace } from '../../api/judged';
import { useLabels } from '../../api/labels';
import type { Face, FaceAct, Judgements, Party } from '../../api/types';
import { Field } from '../../components/Field';
import { ProblemNote } from '../../components/problems';
import { useFormats, useTexts } from '../../i18n';
import { Influence } from './Influence';
import { Moves } from './Moves';

interface Form { act: FaceAct; face: Face; aim: string; note: string }

const FACES: Face[] = ['red', 'black', 'white'];

export function FacePanel({ party, judged }: { party: Party; judged: Judgements }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const judge = useJudgeFace(party.id);
  const [form, setForm] = useState<Form | null>(null);
  const { standing, earlier, moves } = judged.face;
  const open = standing != null && ['proposed', 'asked', 'review'].includes(standing.state);
  const start = (act: FaceAct) => setForm({ act, face: standing?.face ?? 'red', aim: standing?.aim ?? '', note: '' });
  const save = ({ act, face, aim, note }: Form) => judge.mutate({ act, face, note, ...(aim.trim() ? { aim } : {}) }, { onSuccess: () => setForm(null) });
  return (
    <section className="advice-part judged-part" aria-label={t.judged.face}>
      <h3>{t.judged.face}</h3>
      {standing ? (
        <>
          <p><b>{word(standing.face, 'face')}</b> {word(standing.state, 'face_state')} <span className="quiet">{t.judged.faceBy(standing.by?.name ?? '', format.day(standing.at))}</span></p>
          {standing.because ? <p>{word(standing.because, 'face_review')} · {t.judged.figuresSay(standing.proposed ? word(standing.proposed, 'face') : t.judged.noFaceNow)}</p> : null}
          {standing.aim ? <p>{t.judged.aim}: {standing.aim}</p> : null}
          {standing.note ? <p className="event-note">{standing.note}</p> : null}
          <Moves moves={moves} />
        </>
      ) : <p className="quiet">{t.judged.noFace}</p>}
      <Influence party={party} judged={judged} />
      {form ? (
        <form
          className="stack judged-form"
          onSubmit={(event) => {
            event.preventDefault();
            save(form);
          }}
        >
          {form.act === 'refuse' ? null : (
            <Field label={t.judged.whichFace}>
              <select value={form.face} onChange={(event) => setForm({ ...form, face: FACES.find((face) => face === event.target.value) ?? form.face })}>
                {FACES.map((face) => <option key={face} value={face}>{word(face, 'face')}</option>)}
              </select>
            </Field>
          )}
          {form.act === 'confirm' && form.face === 'black' ? (
            <Field label={t.judged.aim} hint={t.judged.aimHint}><input required maxLength={500} value={form.aim} onChange={(event) => setForm({ ...form, aim: event.target.value })} /></Field>
          ) : null}
          {form.act === 'confirm' ? null : (
            <Field label={form.act === 'refuse' ? t.judged.refuseWhy : t.judged.because}><input required maxLength={500} value={form.note} onChange={(event) => setForm({ ...form, note: event.target.value })} /></Field>
          )}
          <ProblemNote error={judge.error} />
          <div className="row">
            <Button type="primary" htmlType="submit" loading={judge.isPending}>{t.common.save}</Button>
            <Button onClick={() => setForm(null)}>{t.common.cancel}</Button>
          </div>
        </form>
      ) : judged.may_judge ? (
        <div className="row">
          {standing?.state === 'asked' ? (judged.may_approve ? <Button type="primary" loading={judge.isPending} onClick={() => judge.mutate({ act: 'confirm', face: standing.face })}>{t.judged.approve}</Button> : null) : <Button onClick={() => start('confirm')}>{t.judged.confirm}</Button>}
          {open && (standing?.state !== 'asked' || judged.may_approve) ? <Button onClick={() => start('refuse')}>{t.judged.refuse}</Button> : null}
          {open ? null : <button type="button" className="link" onClick={() => start('propose')}>{t.judged.proposeFace}</button>}
        </div>
      ) : null}
      {form ? null : <ProblemNote error={judge.error} />}
      {earlier.length > 0 ? (
        <ul className="evidence">
          {earlier.slice(0, 5).map((one) => <li key={`${one.at}-${one.state}`}><span>{word(one.face, 'face')} · {word(one.state, 'face_state')}</span> <span className="quiet">{t.judged.faceBy(one.by?.name ?? '', format.day(one.at))}</span></li>)}
        </ul>
      ) : null}
    </section>
  );
}
