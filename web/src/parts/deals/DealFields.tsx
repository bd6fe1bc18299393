// The fields of a deal, for a new one and for changing one.

import { useQuery } from '@tanstack/react-query';
import { useStages } from '../../api/deals';
import { useLabels } from '../../api/labels';
import { linesQuery } from '../../api/orders';
import { usersQuery } from '../../api/team';
import type { Deal } from '../../api/types';
import { useCan } from '../../app/me';
import { Choices } from '../../components/Choices';
import { Field } from '../../components/Field';
import { useFieldProblem } from '../../components/problems';
import type { Fields } from '../../components/twoEditors';
import { useFormats, useTexts } from '../../i18n';
import { useLineName } from '../orders/lineName';
import { basisOf, estimateOf, inOrder, workedOut } from './amounts';
import { useAmountText, useStageName } from './marks';
import { StepFields } from './StepForm';

interface Props { deal: Deal | null; fields: Fields; set: (change: Fields) => void; error: unknown }

type AmountKind = 'known' | 'estimated' | 'unknown';
const KINDS: AmountKind[] = ['known', 'estimated', 'unknown'];

function AmountFields({ deal, fields, set, error }: Props) {
  const t = useTexts();
  const format = useFormats();
  const amountText = useAmountText();
  const problemAt = useFieldProblem(error);
  const kind = (fields['kind'] ?? 'known') as AmountKind;
  const currency = fields['currency'] ?? 'CNY';
  const money = (minor: number) => format.wholeMoney(minor, /^[A-Z]{3}$/.test(currency) ? currency : 'CNY');
  const estimate = estimateOf({ low: fields['low'], likely: fields['likely'], high: fields['high'], price: fields['price'] });
  const made = estimate ? workedOut(estimate) : null;
  const keeps = deal?.amount.kind === 'estimated' && !basisOf(deal.amount_basis) && !estimate ? amountText(deal.amount, deal.currency) : null;
  const units = (name: 'low' | 'likely' | 'high', label: string, required: boolean) => (
    <Field label={label}>
      <input type="number" min={0} step="any" required={required} value={fields[name] ?? ''} onChange={(event) => set({ [name]: event.target.value })} />
    </Field>
  );
  return (
    <fieldset className="deal-fieldset">
      <legend className="field-label">{t.deals.amountKind}</legend>
      <Choices label={t.deals.amountKind} value={kind} onChange={(value) => set({ kind: value })} choices={KINDS.map((value) => ({ value, text: t.deals.amountKinds[value] }))} />
      {kind === 'known' ? (
        <Field label={t.deals.amount} hint={t.deals.amountHint(currency)} problem={problemAt('/amount')}>
          <input inputMode="decimal" required pattern="[0-9,. ]+" value={fields['amount'] ?? ''} onChange={(event) => set({ amount: event.target.value })} />
        </Field>
      ) : null}
      {kind === 'estimated' ? (
        <>
          <p className="field-label">{t.deals.units}</p>
          <div className="deal-units">
            {units('low', t.deals.unitsLow, false)}
            {units('likely', t.deals.unitsLikely, !keeps)}
            {units('high', t.deals.unitsHigh, false)}
            <Field label={t.deals.price} hint={t.deals.amountHint(currency)} problem={problemAt('/estimate')}>
              <input inputMode="decimal" required={!keeps} pattern="[0-9,. ]+" value={fields['price'] ?? ''} onChange={(event) => set({ price: event.target.value })} />
            </Field>
          </div>
          {estimate && !inOrder(estimate) ? <p className="field-problem" role="alert">{t.deals.unitsOrder}</p> : null}
          {made ? <p role="status">{t.deals.worksOut(money(made.low), money(made.likely), money(made.high))}</p> : null}
          {keeps ? <p className="quiet">{t.deals.keepsEstimate(keeps)}</p> : null}
        </>
      ) : null}
    </fieldset>
  );
}

function TenderFields({ fields, set }: Pick<Props, 'fields' | 'set'>) {
  const t = useTexts();
  const filled = fields['public'] !== 'unknown' || ['opens', 'decides', 'place', 'tender_note'].some((name) => fields[name]);
  return (
    <details className="deal-more" open={filled || undefined}>
      <summary>{t.deals.tender}</summary>
      <div className="deal-fields">
        <Field label={t.deals.tenderPublic} hint={fields['public'] === 'yes' ? t.deals.tenderWarn : undefined}>
          <select value={fields['public'] ?? 'unknown'} onChange={(event) => set({ public: event.target.value })}>
            {(['unknown', 'yes', 'no'] as const).map((answer) => <option key={answer} value={answer}>{t.common[answer]}</option>)}
          </select>
        </Field>
        <Field label={t.deals.tenderOpens}><input type="datetime-local" value={fields['opens'] ?? ''} onChange={(event) => set({ opens: event.target.value })} /></Field>
        <Field label={t.deals.tenderDecides}><input type="datetime-local" value={fields['decides'] ?? ''} onChange={(event) => set({ decides: event.target.value })} /></Field>
        <Field label={t.deals.tenderPlace}><input maxLength={200} value={fields['place'] ?? ''} onChange={(event) => set({ place: event.target.value })} /></Field>
        <div className="deal-wide"><Field label={t.deals.tenderNote}><textarea rows={2} maxLength={2000} value={fields['tender_note'] ?? ''} onChange={(event) => set({ tender_note: event.target.value })} /></Field></div>
      </div>
    </details>
  );
}

export function DealFields({ deal, fields, set, error }: Props) {
  const t = useTexts();
  const can = useCan();
  const { all } = useLabels();
  const lineName = useLineName();
  const stageName = useStageName();
  const problemAt = useFieldProblem(error);
  const { data: lines = [] } = useQuery(linesQuery);
  const { data: stages = [] } = useStages();
  const { data: users = [] } = useQuery({ ...usersQuery, enabled: can('see_people') });
  const offered = lines.filter((line) => !line.archived_at || line.id === fields['line']);
  return (
    <>
      <div className="deal-wide">
        <Field label={t.deals.name} problem={problemAt('/name')}>
          <input required maxLength={200} autoFocus={Boolean(deal)} placeholder={t.deals.nameHint} value={fields['name'] ?? ''} onChange={(event) => set({ name: event.target.value })} />
        </Field>
      </div>
      <AmountFields deal={deal} fields={fields} set={set} error={error} />
      <fieldset className="deal-fieldset deal-step">
        <legend className="field-label">{t.deals.next}</legend>
        <p className="quiet">{t.deals.stepWhyNew}</p>
        <StepFields
          what={fields['step'] ?? ''}
          due={fields['due'] ?? ''}
          error={error}
          onChange={({ what, due }) => set({ ...(what === undefined ? {} : { step: what }), ...(due === undefined ? {} : { due }) })}
        />
      </fieldset>
      <div className="deal-fields">
        <Field label={t.deals.expected} problem={problemAt('/expected_on')}><input type="date" value={fields['expected'] ?? ''} onChange={(event) => set({ expected: event.target.value })} /></Field>
        {deal || stages.length === 0 ? null : (
          <Field label={t.deals.stage} problem={problemAt('/stage')}>
            <select value={fields['stage'] || stages[0]?.code} onChange={(event) => set({ stage: event.target.value })}>
              {stages.map((stage) => <option key={stage.code} value={stage.code}>{stageName(stage)}</option>)}
            </select>
          </Field>
        )}
        <Field label={t.deals.buyingStage}>
          <select value={fields['buying'] ?? ''} onChange={(event) => set({ buying: event.target.value })}>
            <option value="">{t.deals.notKnown}</option>
            {all('buying_stage').map(({ code, text }) => <option key={code} value={code}>{text}</option>)}
          </select>
        </Field>
        {offered.length > 1 ? (
          <Field label={t.deals.line} problem={problemAt('/line_id')}>
            <select value={fields['line'] || offered.find((line) => line.general)?.id} onChange={(event) => set({ line: event.target.value })}>
              {offered.map((line) => <option key={line.id} value={line.id}>{lineName(line)}</option>)}
            </select>
          </Field>
        ) : null}
        <Field label={t.deals.effort} hint={t.deals.effortHint} problem={problemAt('/effort_left_days')}>
          <input type="number" min={0} max={10000} step="0.5" value={fields['effort'] ?? ''} onChange={(event) => set({ effort: event.target.value })} />
        </Field>
        {can('see_people') && users.length > 0 ? (
          <Field label={t.deals.owner} problem={problemAt('/owner_id')}>
            <select value={fields['owner'] ?? ''} onChange={(event) => set({ owner: event.target.value })}>
              {deal?.owner ? null : <option value="">{t.deals.customersOwner}</option>}
              {users.filter((user) => user.active || user.id === fields['owner']).map((user) => <option key={user.id} value={user.id}>{user.name}</option>)}
            </select>
          </Field>
        ) : null}
        {deal && can('approve') ? (
          <Field label={t.deals.probability} hint={t.deals.probabilityHint} problem={problemAt('/probability')}>
            <input type="number" min={0} max={100} step={1} value={fields['probability'] ?? ''} onChange={(event) => set({ probability: event.target.value })} />
          </Field>
        ) : null}
        <Field label={t.deals.source} problem={problemAt('/source')}><input maxLength={200} value={fields['source'] ?? ''} onChange={(event) => set({ source: event.target.value })} /></Field>
        <Field label={t.deals.currency} problem={problemAt('/currency')}>
          <input required maxLength={3} pattern="[A-Za-z]{3}" value={fields['currency'] ?? ''} onChange={(event) => set({ currency: event.target.value.toUpperCase() })} />
        </Field>
      </div>
      <TenderFields fields={fields} set={set} />
      <Field label={t.common.note} problem={problemAt('/note')}><textarea rows={2} maxLength={2000} value={fields['note'] ?? ''} onChange={(event) => set({ note: event.target.value })} /></Field>
    </>
  );
}

/** The name of a field and its value as people read it, for comparing two editors. */
export function useDealFieldWords() {
  const t = useTexts();
  const { word } = useLabels();
  const labels: Record<string, string> = {
    name: t.deals.name, line: t.deals.line, stage: t.deals.stage, kind: t.deals.amountKind, amount: t.deals.amount, low: t.deals.unitsLow, likely: t.deals.unitsLikely,
    high: t.deals.unitsHigh, price: t.deals.price, currency: t.deals.currency, expected: t.deals.expected, step: t.deals.nextStep, due: t.deals.nextStepAt, buying: t.deals.buyingStage,
    effort: t.deals.effort, source: t.deals.source, note: t.common.note, owner: t.deals.owner, probability: t.deals.probability, public: t.deals.tenderPublic, opens: t.deals.tenderOpens,
    decides: t.deals.tenderDecides, place: t.deals.tenderPlace, tender_note: t.deals.tenderNote,
  };
  const { data: lines = [] } = useQuery(linesQuery);
  const { data: users = [] } = useQuery({ ...usersQuery, enabled: useCan()('see_people') });
  const lineName = useLineName();
  const show = (field: string, value: string) => {
    if (field === 'kind') return t.deals.amountKinds[value as AmountKind] ?? value;
    if (field === 'buying') return word(value, 'buying_stage');
    if (field === 'public') return t.common[value as 'yes' | 'no' | 'unknown'] ?? value;
    if (field === 'owner') return users.find((user) => user.id === value)?.name ?? value;
    if (field === 'line') {
      const line = lines.find((one) => one.id === value);
      return line ? lineName(line) : value;
    }
    return value.replace('T', ' ');
  };
  return { label: (field: string) => labels[field] ?? field, show };
}
