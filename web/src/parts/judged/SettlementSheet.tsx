// The settlement sheet of an EIV customer (CLA-2): all gain against all cost, the advice, and the manager's decision.

import { Button } from 'antd';
import { useState } from 'react';
import { useDecideSettlement, useFillSettlement } from '../../api/judged';
import { useLabels } from '../../api/labels';
import type { Judgements, Party, SettlementSheet as Sheet } from '../../api/types';
import { Field } from '../../components/Field';
import { ProblemNote } from '../../components/problems';
import { Advised } from '../../components/reasons';
import { useFormats, useTexts } from '../../i18n';

type Line = keyof Sheet;
type Form = Record<Line, string>;

const LINES: Line[] = ['margin_minor', 'showcase_minor', 'rival_kept_out_minor', 'supply_minor', 'seller_hours', 'hour_minor', 'marketing_minor'];
const CURRENCY = 'CNY';
const MINOR = 100;

const shown = (line: Line, value: number | null | undefined) => (value == null ? '' : String(line === 'seller_hours' ? value : value / MINOR));

function read(form: Form): Sheet {
  const sheet: Sheet = {};
  for (const line of LINES) {
    if (form[line].trim() !== '') sheet[line] = line === 'seller_hours' ? Number(form[line]) : Math.round(Number(form[line]) * MINOR);
  }
  return sheet;
}

function Decide({ party }: { party: Party }) {
  const t = useTexts();
  const decide = useDecideSettlement(party.id);
  const [reason, setReason] = useState('');
  const take = (decision: 'turn_round' | 'give_up') => decide.mutate({ decision, reason });
  return (
    <section className="stack judged-form" aria-label={t.judged.decide}>
      <Field label={t.judged.reason}><input required maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} /></Field>
      <ProblemNote error={decide.error} />
      <div className="row">
        <Button type="primary" disabled={!reason.trim()} loading={decide.isPending} onClick={() => take('turn_round')}>{t.judged.decideTurn}</Button>
        <Button disabled={!reason.trim()} loading={decide.isPending} onClick={() => take('give_up')}>{t.judged.decideGiveUp}</Button>
      </div>
    </section>
  );
}

export function SettlementSheet({ party, judged }: { party: Party; judged: Judgements }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const fill = useFillSettlement(party.id);
  const [form, setForm] = useState<Form | null>(null);
  const { standing } = judged.settlement;
  const value = standing?.settlement.value;
  const start = () => {
    const blank = {} as Form;
    for (const line of LINES) blank[line] = shown(line, standing?.sheet[line]);
    setForm(blank);
  };
  return (
    <section className="advice-part judged-part" aria-label={t.judged.settlement}>
      <h3>{t.judged.settlement}</h3>
      {standing && value ? (
        <>
          <Advised
            text={<><b>{word(standing.state, 'settlement_state')}</b> {value.advice ? word(value.advice, 'settlement_advice') : null} <span className="quiet">{t.judged.balance} {format.money(value.balance_minor, standing.currency)}</span></>}
            reasons={standing.settlement.reasons}
          />
          {value.missing.length > 0 ? <p className="quiet">{t.judged.missing(value.missing.map((line) => word(line, 'settlement')).join(' · '))}</p> : null}
          {standing.note ? <p className="event-note">{standing.note}</p> : null}
          <p className="quiet">{t.judged.faceBy(standing.by?.name ?? '', format.day(standing.at))}</p>
          {standing.state === 'asked' && judged.may_approve ? <Decide party={party} /> : null}
        </>
      ) : null}
      {form ? (
        <form
          className="stack judged-form"
          onSubmit={(event) => {
            event.preventDefault();
            fill.mutate({ sheet: read(form), currency: standing?.currency ?? CURRENCY, note: '' }, { onSuccess: () => setForm(null) });
          }}
        >
          {LINES.map((line) => (
            <Field key={line} label={t.judged.sheet[line]}><input type="number" step={line === 'seller_hours' ? '0.5' : '0.01'} {...(line === 'margin_minor' ? {} : { min: 0 })} value={form[line]} onChange={(event) => setForm({ ...form, [line]: event.target.value })} /></Field>
          ))}
          <ProblemNote error={fill.error} />
          <div className="row">
            <Button type="primary" htmlType="submit" loading={fill.isPending}>{t.common.save}</Button>
            <Button onClick={() => setForm(null)}>{t.common.cancel}</Button>
          </div>
        </form>
      ) : judged.may_judge ? <button type="button" className="link" onClick={start}>{t.judged.fillSheet}</button> : null}
    </section>
  );
}
