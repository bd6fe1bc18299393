// What happened to a deal: contacts with the customer since it was opened, assessments, decisions, people and rivals, newest
// first. Contacts are written down here for the customer's record.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Fragment, useState } from 'react';
import { useTimeline } from '../../api/activities';
import { dealAssessmentsQuery, dealChangesQuery, dealDecisionsQuery } from '../../api/deals';
import { useLabels } from '../../api/labels';
import { partyQuery } from '../../api/parties';
import type { ChangeSide, Deal, DealChangeEntry } from '../../api/types';
import { Choices } from '../../components/Choices';
import { ProblemNote } from '../../components/problems';
import { useFormats, useTexts } from '../../i18n';
import { Event } from '../record/Event';
import { Composer } from '../record/TimelineColumn';
import { happenedOf, laterChanges, newestFirst } from './happened';
import { useStageName } from './marks';

type Filter = 'all' | 'contact' | 'method' | 'around' | 'change';
const FILTERS: Filter[] = ['all', 'contact', 'method', 'around', 'change'];

interface Entry { key: string; at: string; of: Filter; words: React.ReactNode; note?: string; by?: string | undefined; whole?: React.ReactNode }

/** A change of the deal in words. */
function useChangeWords(deal: Deal): (change: DealChangeEntry) => string {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const stageName = useStageName();
  const says = t.deals.event;
  const names = { stage: t.deals.stage, owner: t.deals.owner, amount: t.deals.amount, expected: t.deals.expected, probability: t.deals.probability };
  const side = (value: ChangeSide | null | undefined): string => {
    switch (value?.is) {
      case 'stage': return stageName(value.stage);
      case 'owner': return value.owner?.name ?? t.common.nobody;
      case 'amount': return format.wholeMoney(value.minor, deal.currency);
      case 'day': return format.day(`${value.on}T00:00:00`);
      case 'percent': return `${format.number(value.percent)}%`;
      case 'outcome': return word(value.outcome, 'deal_end');
      default: return t.common.none;
    }
  };
  return ({ kind, before, after }) => {
    if (kind === 'ended') return says.ended(side(after));
    if (kind === 'reopened') return says.reopened;
    return says.moved(names[kind], side(before), side(after));
  };
}

/** The deal's own entries, worded. */
function useOwnEntries(deal: Deal): { entries: Entry[]; error: unknown } {
  const t = useTexts();
  const { word } = useLabels();
  const assessments = useQuery(dealAssessmentsQuery(deal.id));
  const decisions = useQuery(dealDecisionsQuery(deal.id));
  const changes = useQuery(dealChangesQuery(deal.id));
  const changeWords = useChangeWords(deal);
  const says = t.deals.event;
  const entries: Entry[] = happenedOf(deal).map(({ key, at, kind, words, state, by }) => {
    const entry = (of: Filter, text: string): Entry => ({ key, at, of, words: text, by });
    switch (kind) {
      case 'created': return entry('method', says.created);
      case 'rival': return entry('around', says.rival(words));
      case 'left': return entry('around', says.left(words));
      case 'concern': return entry('around', says.concern(words));
      case 'settled': return entry('around', says.settled(words));
      case 'play': return entry('method', says.play(word(words, 'play')));
      default: return entry('method', says.playClosed(word(words, 'play'), word(state, 'play_state')));
    }
  });
  for (const one of assessments.data ?? []) {
    const found = one.kind === 'questions' ? says.answered : one.found ? word(one.found, one.kind === 'value' ? 'value_class' : 'opening') : says.unknown;
    entries.push({ key: one.id, at: one.at, of: 'method', words: says[one.kind](one.found && !one.firm ? `${found} · ${t.deals.provisional}` : found), note: one.note, by: one.by?.name });
  }
  for (const [at, one] of (decisions.data ?? []).entries()) {
    entries.push({ key: `decision-${at}`, at: one.at, of: 'method', words: says.decided(word(one.decision, 'deal_decision')), note: one.reason, by: one.by?.name });
  }
  for (const one of laterChanges(changes.data ?? [], deal.created_at)) {
    entries.push({ key: one.id, at: one.at, of: 'change', words: changeWords(one), by: one.by?.name });
  }
  return { entries, error: assessments.error ?? decisions.error ?? changes.error };
}

export function History({ deal }: { deal: Deal }) {
  const t = useTexts();
  const format = useFormats();
  const [filter, setFilter] = useState<Filter>('all');
  const { entries, error } = useOwnEntries(deal);
  // the customer's record may be out of reach for whoever sees the deal only
  const party = useQuery({ ...partyQuery(deal.party.id), retry: false });
  const timeline = useTimeline(deal.party.id);
  const contacts = (timeline.data?.pages.flatMap((page) => page.items) ?? []).filter((event) => (event.type === 'activity' || event.type === 'task') && event.at >= deal.created_at);
  const reached = timeline.data?.pages.at(-1)?.items.at(-1)?.at;
  const all: Entry[] = newestFirst([
    ...entries,
    ...(party.data ? contacts.map((event) => ({ key: event.id, at: event.at, of: 'contact' as Filter, words: null, whole: <Event event={event} party={party.data} /> })) : []),
  ]);
  const shown = all.filter((entry) => filter === 'all' || entry.of === filter);
  return (
    <section className="panel record-timeline" aria-label={t.deals.history}>
      <header className="spread">
        <h2>{t.deals.history}</h2>
        <Choices label={t.deals.history} className="timeline-filter" value={filter} onChange={setFilter} choices={FILTERS.map((value) => ({ value, text: t.deals.historyFilters[value] }))} />
      </header>
      <div className="panel-body stack">
        {party.data?.can.log && !deal.ending ? <Composer party={party.data} /> : null}
        <ProblemNote error={error} />
        {shown.length === 0 ? <p className="quiet">{t.deals.noHistory}</p> : null}
        <ol className="events">
          {shown.map(({ key, at, words, note, by, whole }) => whole ? <Fragment key={key}>{whole}</Fragment> : (
            <li key={key} className="event">
              <time dateTime={at} title={format.moment(at)} className="quiet">{format.relative(at)}</time>
              <div><span>{words}</span>{note ? <p className="event-note">{note}</p> : null}</div>
              <span className="quiet event-by">{by}</span>
            </li>
          ))}
        </ol>
        {timeline.hasNextPage && reached && reached >= deal.created_at ? (
          <div><Button loading={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>{t.common.loadMore}</Button></div>
        ) : null}
        <p className="quiet">{t.deals.logOn}</p>
      </div>
    </section>
  );
}
