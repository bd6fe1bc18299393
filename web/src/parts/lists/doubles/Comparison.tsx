// Two records beside each other: what differs is marked, one value of each field is proposed with its reason, and what
// the merge will do stands below before it is done.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { mergePlanQuery, useMerge } from '../../../api/doubles';
import { useLabels } from '../../../api/labels';
import type { ComparedField, ComparedText, DuplicatePair, MergePlan, MergeRequest, MergeSide, PartyRow } from '../../../api/types';
import { useKeys } from '../../../components/keyboard';
import { Loaded } from '../../../components/page';
import { ProblemNote } from '../../../components/problems';
import { showToast } from '../../../components/toasts';
import { useFormats, useTexts } from '../../../i18n';
import { useFieldWords } from './words';

const SIDES: MergeSide[] = ['kept', 'merged'];

interface FieldRowProps { field: ComparedField; chosen: MergeSide; choose: (side: MergeSide) => void }

function FieldRow({ field, chosen, choose }: FieldRowProps) {
  const { word } = useLabels();
  const words = useFieldWords();
  const name = words.name(field.field);
  return (
    <tr>
      <th scope="row">{name}</th>
      {SIDES.map((side) => {
        const text = words.value(field.field, side === 'kept' ? field.kept : field.merged);
        return (
          <td key={side} data-differs={field.differs || undefined} data-chosen={(field.choice && chosen === side) || undefined}>
            {field.choice ? (
              <label className="check">
                <input type="radio" name={field.field} checked={chosen === side} onChange={() => choose(side)} aria-label={`${name}: ${text}`} />
                <span>{text}</span>
              </label>
            ) : text}
          </td>
        );
      })}
      <td className="quiet">{field.choice ? word(field.proposal.because, 'merge_reason') : null}</td>
    </tr>
  );
}

function Texts({ name, items }: { name: string; items: ComparedText[] }) {
  if (items.length === 0) return null;
  const of = (side: MergeSide) => items.filter((item) => (side === 'kept' ? item.on_kept : item.on_merged)).map((item) => item.text).join(' · ');
  return <tr><th scope="row">{name}</th><td>{of('kept')}</td><td>{of('merged')}</td><td /></tr>;
}

function Contacts({ plan }: { plan: MergePlan }) {
  const t = useTexts();
  const { word } = useLabels();
  return plan.contacts.map((contact) => {
    const marks = [contact.valid ? null : t.doubles.wrongNumber, contact.do_not_contact ? t.doubles.refusedNumber : null].filter(Boolean).join(' · ');
    return (
      <tr key={`${contact.kind}${contact.masked}${contact.on_kept}`}>
        <th scope="row">{word(contact.kind, 'contact')}</th>
        <td>{contact.on_kept ? contact.masked : null}</td>
        <td>{contact.on_merged ? contact.masked : null}</td>
        <td className="quiet">{marks}</td>
      </tr>
    );
  });
}

function Head({ side, party }: { side: MergeSide; party: PartyRow }) {
  const t = useTexts();
  const format = useFormats();
  return (
    <th scope="col">
      <span className="double-side">{side === 'kept' ? t.doubles.keeps : t.doubles.goes}</span>
      <Link to={`/prospects/${party.id}`}>{party.name}</Link>
      <small className="quiet"> {t.doubles.onFileSince(format.day(party.created_at))}</small>
    </th>
  );
}

/** What will happen, in a few lines. */
function Consequences({ plan }: { plan: MergePlan }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const moves = plan.moves.map((tally) => `${t.doubles.what[tally.what] ?? tally.what} ${format.number(tally.count)}`).join(' · ');
  return (
    <div className="stack">
      {moves ? <p><b>{t.doubles.moves}</b> {moves}</p> : null}
      {plan.do_not_contact ? <p className="double-warning">{t.doubles.wishSurvives}</p> : null}
      {plan.withdrawals.length > 0 ? <p className="double-warning">{t.doubles.withdrawalSurvives(plan.withdrawals.map((channel) => word(channel, 'channel')).join(' · '))}</p> : null}
      <p className="quiet">{t.doubles.canBeUndone}</p>
    </div>
  );
}

interface Props { pair: DuplicatePair; done: () => void; dismiss: () => void; dismissing: boolean }

export function Comparison({ pair, done, dismiss, dismissing }: Props) {
  const t = useTexts();
  const [keep, setKeep] = useState<string | undefined>(undefined);
  const query = useQuery(mergePlanQuery(pair.left.id, pair.right.id, keep));
  const keepSide = (id: string) => setKeep(id);
  useKeys({ ArrowLeft: () => keepSide(pair.left.id), ArrowRight: () => keepSide(pair.right.id) });
  return (
    <section className="panel" aria-label={t.doubles.comparison}>
      <Loaded query={query} lines={12}>
        {(plan) => (
          <Plan
            key={plan.kept.id}
            plan={plan}
            turn={() => keepSide(plan.merged.id)}
            done={done}
            dismiss={dismiss}
            dismissing={dismissing}
            dismissed={pair.state === 'dismissed'}
          />
        )}
      </Loaded>
    </section>
  );
}

interface PlanProps { plan: MergePlan; turn: () => void; done: () => void; dismiss: () => void; dismissing: boolean; dismissed: boolean }

function Plan({ plan, turn, done, dismiss, dismissing, dismissed }: PlanProps) {
  const t = useTexts();
  const { word } = useLabels();
  const merge = useMerge();
  const [choices, setChoices] = useState<Record<string, MergeSide>>({});
  const chosen = (field: ComparedField) => choices[field.field] ?? field.proposal.side;
  const send = () => {
    const body: MergeRequest = {
      keep: plan.kept.id, merge: plan.merged.id, keep_version: plan.kept.version, merge_version: plan.merged.version, choices,
    };
    merge.mutate(body, {
      onSuccess: () => {
        showToast({ text: t.doubles.merged(plan.merged.name, plan.kept.name) });
        done();
      },
    });
  };
  useKeys({ m: () => { if (plan.can_merge && !merge.isPending) send(); } });
  return (
    <>
      <header className="spread">
        <span>
          {t.doubles.proposed} <b>{word(plan.keeper.because, 'merge_reason')}</b>
          {plan.keeper.side === 'merged' ? <span className="quiet"> {t.doubles.otherProposed}</span> : null}
        </span>
        <Button size="small" onClick={turn}>{t.doubles.turnRound}</Button>
      </header>
      <div className="table-scroll">
        <table className="table pair double-table">
          <thead>
            <tr>
              <th scope="col"><span className="hidden-visually">{t.lists.field}</span></th>
              <Head side="kept" party={plan.kept} />
              <Head side="merged" party={plan.merged} />
              <th scope="col">{t.doubles.why}</th>
            </tr>
          </thead>
          <tbody>
            {plan.fields.map((field) => (
              <FieldRow key={field.field} field={field} chosen={chosen(field)} choose={(side) => setChoices({ ...choices, [field.field]: side })} />
            ))}
            <Contacts plan={plan} />
            <Texts name={t.doubles.addresses} items={plan.addresses} />
            <Texts name={t.doubles.tags} items={plan.tags} />
            <Texts name={t.doubles.lists} items={plan.lists} />
          </tbody>
        </table>
      </div>
      <div className="panel-body stack">
        <Consequences plan={plan} />
        <ProblemNote error={merge.error} />
        <div className="row">
          {plan.can_merge ? (
            <Button type="primary" loading={merge.isPending} onClick={send}>{t.doubles.merge}</Button>
          ) : (
            <span className="quiet">{t.doubles.cannotMerge}</span>
          )}
          <Button loading={dismissing} onClick={dismiss}>{dismissed ? t.doubles.reopen : t.lists.different}</Button>
        </div>
      </div>
    </>
  );
}
