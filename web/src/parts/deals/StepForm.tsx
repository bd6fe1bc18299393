// The next step: what, and when, with quick dates. Asked for wherever a deal would otherwise stand still.

import { Button, Modal } from 'antd';
import { useState } from 'react';
import type { Deal, DealLine, DealStep } from '../../api/types';
import { Field } from '../../components/Field';
import { fieldValue, QUICK_CHOICES, type QuickChoice, quickDate } from '../../components/log/nextDates';
import { ProblemNote, useFieldProblem } from '../../components/problems';
import { useTexts } from '../../i18n';

interface FieldsProps { what: string; due: string; onChange: (change: { what?: string; due?: string }) => void; error?: unknown; prefix?: string; autoFocus?: boolean }

export function StepFields({ what, due, onChange, error, prefix = '/next_step', autoFocus = false }: FieldsProps) {
  const t = useTexts();
  const problemAt = useFieldProblem(error);
  const [now] = useState(() => new Date());
  const quick: Record<QuickChoice, string> = {
    tomorrow: t.log.tomorrow, in_3_days: t.log.inDays(3), next_monday: t.log.nextMonday, in_a_week: t.log.inWeeks(1), in_2_weeks: t.log.inWeeks(2), in_a_month: t.log.inMonth,
  };
  return (
    <>
      <Field label={t.deals.nextStep} problem={problemAt(`${prefix}/what`)}>
        <input required maxLength={2000} autoFocus={autoFocus} value={what} onChange={(event) => onChange({ what: event.target.value })} />
      </Field>
      <Field label={t.deals.nextStepAt} problem={problemAt(`${prefix}/due_at`)}>
        <input type="datetime-local" required value={due} onChange={(event) => onChange({ due: event.target.value })} />
      </Field>
      <div className="chips" role="group" aria-label={t.deals.quickDates}>
        {QUICK_CHOICES.map((choice) => {
          const value = fieldValue(quickDate(choice, now));
          return <button key={choice} type="button" className="chip" aria-pressed={due === value} onClick={() => onChange({ due: value })}>{quick[choice]}</button>;
        })}
      </div>
    </>
  );
}

interface Props { submit: string; pending: boolean; error: unknown; start?: Pick<Deal, 'next_step' | 'next_step_at'> | undefined; prefix?: string; onSave: (step: DealStep) => void; close: () => void }

export function StepForm({ submit, pending, error, start, prefix, onSave, close }: Props) {
  const t = useTexts();
  const [step, setStep] = useState(() => {
    const ahead = start?.next_step_at && Date.parse(start.next_step_at) > Date.now();
    return { what: start?.next_step ?? '', due: ahead && start.next_step_at ? fieldValue(new Date(start.next_step_at)) : '' };
  });
  return (
    <form
      className="stack"
      aria-label={t.deals.next}
      onSubmit={(event) => {
        event.preventDefault();
        onSave({ what: step.what.trim(), due_at: new Date(step.due).toISOString() });
      }}
    >
      <StepFields {...step} autoFocus error={error} {...(prefix === undefined ? {} : { prefix })} onChange={(change) => setStep({ ...step, ...change })} />
      <ProblemNote error={error} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={pending}>{submit}</Button>
        <Button onClick={close}>{t.common.cancel}</Button>
      </div>
    </form>
  );
}

/** Before a deal without a next step may be moved. */
export function StepFirst({ deal, pending, error, onSave, close }: { deal: DealLine; pending: boolean; error: unknown; onSave: (step: DealStep) => void; close: () => void }) {
  const t = useTexts();
  return (
    <Modal open title={t.deals.stepFirst(deal.name)} footer={null} onCancel={close} width={460}>
      <p className="quiet">{t.deals.stepWhy}</p>
      <StepForm submit={t.common.save} pending={pending} error={error} start={deal} onSave={onSave} close={close} />
    </Modal>
  );
}
