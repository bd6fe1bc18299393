// The queue of pairs: a list to go through with the keyboard, and the chosen pair beside it.

import { Button } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { useDecidePair, usePairs } from '../../../api/doubles';
import { useLabels } from '../../../api/labels';
import { asProblem } from '../../../api/problem';
import type { DuplicatePair, PairState, PartyRow } from '../../../api/types';
import { useKeys } from '../../../components/keyboard';
import { Empty, Loaded } from '../../../components/page';
import { usePhone } from '../../../components/phone';
import { showToast } from '../../../components/toasts';
import { useFormats, useTexts } from '../../../i18n';
import { Comparison } from './Comparison';

function sideLine(party: PartyRow): string {
  return [party.phone, party.employer, party.owner?.name].filter(Boolean).join(' · ');
}

interface LineProps { pair: DuplicatePair; chosen: boolean; choose: () => void }

function Line({ pair, chosen, choose }: LineProps) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  return (
    <li>
      <button type="button" className="double-line" aria-current={chosen || undefined} onClick={choose}>
        <span className="spread">
          <b>{pair.left.name === pair.right.name ? pair.left.name : `${pair.left.name} / ${pair.right.name}`}</b>
          <span className="quiet">{t.lists.alike(format.percent(pair.score, 0))} · {word(pair.likeness, 'likeness')}</span>
        </span>
        <span className="quiet one-line">{sideLine(pair.left)}</span>
        <span className="quiet one-line">{sideLine(pair.right)}</span>
        {pair.decided_by ? <small className="quiet">{t.doubles.dismissedBy(pair.decided_by.name)}</small> : null}
      </button>
    </li>
  );
}

export function Queue({ state }: { state: PairState }) {
  const t = useTexts();
  const phone = usePhone();
  const query = usePairs(state);
  const decide = useDecidePair();
  const pairs = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const [chosenId, setChosen] = useState<string | null>(null);
  const at = Math.max(pairs.findIndex((pair) => pair.id === chosenId), 0);
  const chosen = phone ? pairs.find((pair) => pair.id === chosenId) : pairs[at];

  const go = useCallback(
    (step: number) => {
      const next = pairs[Math.min(Math.max(at + step, 0), pairs.length - 1)];
      if (next) setChosen(next.id);
    },
    [pairs, at],
  );
  // the pair that is settled leaves the list; the next one takes its place
  const settled = useCallback(() => {
    const next = pairs[at + 1] ?? pairs[at - 1];
    setChosen(phone ? null : next?.id ?? null);
  }, [pairs, at, phone]);

  const settle = (pair: DuplicatePair, same: boolean) =>
    decide.mutate({ id: pair.id, same }, {
      onSuccess: () => {
        settled();
        showToast({
          text: same ? t.doubles.reopened : t.doubles.dismissed,
          undo: () => decide.mutate({ id: pair.id, same: !same }),
        });
      },
      onError: (error) => showToast({ problem: asProblem(error) }),
    });

  useKeys({
    j: () => go(1),
    ArrowDown: () => go(1),
    k: () => go(-1),
    ArrowUp: () => go(-1),
    d: () => chosen && settle(chosen, state === 'dismissed'),
  });

  return (
    <Loaded query={query} lines={8}>
      {() =>
        pairs.length === 0 ? (
          <Empty
            title={state === 'open' ? t.doubles.noPairs : t.doubles.noDismissed}
            hint={state === 'open' ? t.doubles.noPairsHint : t.doubles.noDismissedHint}
          />
        ) : (
          <div className="doubles">
            {phone && chosen ? (
              <div><Button onClick={() => setChosen(null)}>{t.doubles.backToQueue}</Button></div>
            ) : (
              <section className="panel" aria-label={t.doubles.queue}>
                <ol className="double-lines">
                  {pairs.map((pair) => <Line key={pair.id} pair={pair} chosen={pair === chosen} choose={() => setChosen(pair.id)} />)}
                </ol>
                {query.hasNextPage ? (
                  <div className="panel-body"><Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t.common.loadMore}</Button></div>
                ) : null}
                <p className="quiet panel-body wide-only">{t.doubles.keys}</p>
              </section>
            )}
            {chosen ? (
              <Comparison
                key={chosen.id}
                pair={chosen}
                done={settled}
                dismiss={() => settle(chosen, state === 'dismissed')}
                dismissing={decide.isPending}
              />
            ) : null}
          </div>
        )
      }
    </Loaded>
  );
}
