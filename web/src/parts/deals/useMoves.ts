// Moving deals between stages on the board: shown at once, sent one after the other, undone, and put back where the
// server refuses.

import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { moveDeal, refreshDeal } from '../../api/deals';
import { asProblem } from '../../api/problem';
import type { DealBoard, DealLine, DealStage, DealStep } from '../../api/types';
import { showToast } from '../../components/toasts';
import { useTexts } from '../../i18n';
import { useStageName } from './marks';
import { movedOnBoard, needsStep, withCard, withoutCard } from './moves';

interface CardPage { items: DealLine[]; next?: string | null }

export interface Waiting { card: DealLine; to: DealStage }

export function useMoves(say: (text: string) => void) {
  const t = useTexts();
  const stageName = useStageName();
  const queries = useQueryClient();
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  // the last move of each deal and the version it leaves: a card moved again before the board was read anew goes on from there
  const last = useRef(new Map<string, Promise<number>>());
  const unanswered = useRef(0);

  /** Shows the move; answers how to take it back. */
  const show = (card: DealLine, to: DealStage): (() => void) => {
    const boards = queries.getQueriesData<DealBoard>({ queryKey: ['deals', 'board'] });
    const columns = queries.getQueriesData<InfiniteData<CardPage>>({ queryKey: ['deals', 'column'] });
    queries.setQueriesData<DealBoard>({ queryKey: ['deals', 'board'] }, (board) => board && movedOnBoard(board, card, to));
    for (const [key, data] of columns) {
      if (!data) continue;
      const stage = key[3];
      const change = (items: DealLine[], atEnd: boolean, more: boolean) => {
        if (stage === card.stage.code) return withoutCard(items, card.id);
        return stage === to.code && atEnd ? withCard(items, { ...card, stage: to }, more) : items;
      };
      const pages = data.pages.map((page, at) => ({ ...page, items: change(page.items, at === data.pages.length - 1, Boolean(page.next)) }));
      queries.setQueryData(key, { ...data, pages });
    }
    return () => {
      for (const [key, data] of [...boards, ...columns]) queries.setQueryData(key, data);
    };
  };

  const send = async (card: DealLine, to: DealStage, step: DealStep | null): Promise<boolean> => {
    await queries.cancelQueries({ queryKey: ['deals'] });
    const back = show(card, to);
    setPending(true);
    setError(null);
    unanswered.current += 1;
    const sent = (last.current.get(card.id) ?? Promise.resolve(0)).then(async (left) =>
      moveDeal(card.id, { stage: to.code, version: Math.max(left, card.version), ...(step ? { next_step: step } : {}) }));
    last.current.set(card.id, sent.then((moved) => moved.version, () => 0));
    try {
      const moved = await sent;
      say(t.deals.moved(card.name, stageName(to)));
      showToast({
        text: t.deals.moved(card.name, stageName(to)),
        undo: () =>
          void moveDeal(card.id, { stage: card.stage.code, version: moved.version }).then(
            () => {
              refreshDeal(queries, card.id);
              say(t.deals.movedBack(card.name));
              showToast({ text: t.deals.movedBack(card.name) });
            },
            (problem: unknown) => {
              refreshDeal(queries, card.id);
              showToast({ problem: asProblem(problem) });
            },
          ),
      });
      return true;
    } catch (problem) {
      back();
      say(t.deals.notMoved(card.name));
      // where a step is being asked for, the form says what was wrong
      if (step) setError(problem);
      else showToast({ problem: asProblem(problem) });
      return false;
    } finally {
      unanswered.current -= 1;
      setPending(unanswered.current > 0);
      // what is still on its way would be shown where it was
      if (unanswered.current === 0) refreshDeal(queries, card.id);
      else void queries.invalidateQueries({ queryKey: ['deal', card.id] });
    }
  };

  const move = (card: DealLine, to: DealStage) => {
    if (card.stage.code === to.code) return;
    if (needsStep(card)) setWaiting({ card, to });
    else void send(card, to, null);
  };
  const withStep = (step: DealStep) => {
    if (!waiting) return;
    void send(waiting.card, waiting.to, step).then((done) => done && setWaiting(null));
  };
  const forget = () => {
    setWaiting(null);
    setError(null);
  };
  return { move, waiting, withStep, forget, pending, error };
}
