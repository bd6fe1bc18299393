// Small signs of a deal: its amount, class, opening, how long it has been where it is, its next step. A letter, an icon or a
// word always goes with the shape: never colour alone.

import AlertOutlined from '@ant-design/icons/AlertOutlined';
import ClockCircleOutlined from '@ant-design/icons/ClockCircleOutlined';
import WarningOutlined from '@ant-design/icons/WarningOutlined';
import { useLabels } from '../../api/labels';
import type { DealAlert, DealAmount, DealLine, DealStage } from '../../api/types';
import * as dealMarks from '../../components/dealMarks';
import { useFormats, useLanguage, useTexts } from '../../i18n';
import './deals.css';

const DAY_MS = 86_400_000;

/** Whole days since a moment. */
export const daysSince = (at: string, now = Date.now()) => Math.max(0, Math.floor((now - Date.parse(at)) / DAY_MS));

export function useStageName(): (stage: DealStage) => string {
  const { language } = useLanguage();
  return (stage) => stage[language] || stage.code;
}

/** The amount in words, with its range where it is an estimate. */
export function useAmountText(): (amount: DealAmount, currency: string) => string {
  const t = useTexts();
  const format = useFormats();
  return (amount, currency) => {
    const money = (minor: number) => format.wholeMoney(minor, currency);
    switch (amount.kind) {
      case 'known': return money(amount.minor);
      case 'estimated': return t.deals.estimatedAmount(money(amount.low_minor), money(amount.likely_minor), money(amount.high_minor));
      default: return t.deals.amountUnknown;
    }
  };
}

export function Amount({ amount, currency }: { amount: DealAmount; currency: string }) {
  const t = useTexts();
  const format = useFormats();
  const words = useAmountText();
  if (amount.kind === 'unknown') return <span className="quiet">{t.deals.amountUnknown}</span>;
  if (amount.kind === 'known') return <span className="deal-amount">{format.wholeMoney(amount.minor, currency)}</span>;
  return (
    <span className="deal-amount" title={words(amount, currency)}>
      {format.wholeMoney(amount.likely_minor, currency)} <small className="deal-estimated">{t.deals.estimated}</small>
    </span>
  );
}

/** The value class, where there is one. */
export function ClassMark({ deal }: { deal: Pick<DealLine, 'value_class' | 'value_firm'> }) {
  return deal.value_class ? <dealMarks.ClassMark of={deal.value_class} firm={deal.value_firm} /> : null;
}

/** The cell of the nine-grid, where there is one. */
export function CellMark({ deal }: { deal: Pick<DealLine, 'cell' | 'cell_firm'> }) {
  return deal.cell ? <dealMarks.CellMark cell={deal.cell} firm={deal.cell_firm} /> : null;
}

/** How long a deal has been in its stage, and whether that is long by the stage's own history. */
export function AgeMark({ since, longFrom }: { since: string; longFrom?: number | null | undefined }) {
  const t = useTexts();
  const format = useFormats();
  const days = daysSince(since);
  const long = longFrom != null && days > longFrom;
  const said = t.deals.daysHere(format.number(days));
  if (!long) return <span className="quiet">{said}</span>;
  return (
    <span className="deal-warn" title={t.deals.daysLong(format.number(days), format.number(longFrom, 1))}>
      <ClockCircleOutlined aria-hidden="true" /> {said} · {t.deals.long}
    </span>
  );
}

/** The next step, marked where there is none that lies ahead. */
export function StepMark({ deal }: { deal: Pick<DealLine, 'next_step' | 'next_step_at' | 'next_step_state' | 'outcome'> }) {
  const format = useFormats();
  const { word } = useLabels();
  if (deal.outcome) return null;
  const when = deal.next_step_at ? format.relative(deal.next_step_at) : null;
  const said = [deal.next_step, when].filter(Boolean).join(' · ');
  if (deal.next_step_state === 'set') return <span className="one-line" title={said}>{said}</span>;
  return (
    <span className="deal-warn one-line" title={said}>
      <WarningOutlined aria-hidden="true" /> {word(deal.next_step_state, 'next_step_state')}{said ? ` · ${said}` : ''}
    </span>
  );
}

export function AlertMarks({ alerts }: { alerts: DealAlert[] }) {
  const { word } = useLabels();
  if (alerts.length === 0) return null;
  return (
    <ul className="deal-alerts">
      {alerts.map((alert) => <li key={alert}><AlertOutlined aria-hidden="true" /> {word(alert, 'deal_alert')}</li>)}
    </ul>
  );
}
