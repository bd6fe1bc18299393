// Logging from the worklist: the line leaves at once, the request follows, and undo brings the line back. A request
// that fails brings the line back by itself.

import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { logActivity, undoActivity } from '../../api/activities';
import { asProblem } from '../../api/problem';
import type { NewActivity, Worklist, WorklistLine } from '../../api/types';
import { worklistQuery } from '../../api/worklist';
import { draftOf, forgetDraft, keepDraft } from '../../components/log/drafts';
import { showToast } from '../../components/toasts';
import { useTexts } from '../../i18n';

/** The same with the lines of its own day, of each colleague's and of what is shared changed. */
function withLines(list: Worklist, change: (lines: WorklistLine[]) => WorklistLine[]): Worklist {
  return { ...list, lines: change(list.lines), covered: list.covered.map((day) => ({ ...day, lines: change(day.lines) })), shared: change(list.shared) };
}

function without(list: Worklist, line: WorklistLine): Worklist {
  return { ...withLines(list, (lines) => lines.filter((one) => one.party.id !== line.party.id)), done_today: list.done_today + 1 };
}

/** Brings a line back to where it was in the list as it stood before. */
function withAgain(list: Worklist, line: WorklistLine, before: Worklist | undefined): Worklist {
  const isIt = (one: WorklistLine) => one.party.id === line.party.id;
  if (allLines(list).some(isIt)) return list;
  const again = (lines: WorklistLine[], known: WorklistLine[] | undefined) =>
    known?.some(isIt) ? [...lines, line].toSorted((a, b) => a.rank - b.rank) : lines;
  const dayBefore = (user: string) => before?.covered.find((day) => day.user.id === user)?.lines;
  return {
    ...list,
    lines: again(list.lines, before?.lines),
    covered: list.covered.map((day) => ({ ...day, lines: again(day.lines, dayBefore(day.user.id)) })),
    shared: again(list.shared, before?.shared),
    done_today: Math.max(0, list.done_today - 1),
  };
}

/** Every line of a day in the order in which they are shown. */
export function allLines(list: Worklist): WorklistLine[] {
  return [...list.lines, ...list.covered.flatMap((day) => day.lines), ...list.shared];
}

export function useLogging(as: string | null, onBack: (line: WorklistLine) => void) {
  const client = useQueryClient();
  const t = useTexts();
  return useCallback(
    (line: WorklistLine, activity: NewActivity, outcomeWord: string) => {
      const { queryKey } = worklistQuery(as);
      const before = client.getQueryData(queryKey);
      const change = (how: (list: Worklist) => Worklist) => client.setQueryData(queryKey, (list) => list && how(list));
      const draft = draftOf(line.party.id);
      const back = () => {
        if (draft) keepDraft(line.party.id, draft);
        change((list) => withAgain(list, line, before));
        onBack(line);
      };
      forgetDraft(line.party.id);
      void client.cancelQueries({ queryKey });
      change((list) => without(list, line));
      const request = logActivity(line.party.id, activity);
      const refresh = () => {
        void client.invalidateQueries({ queryKey: ['party', line.party.id] });
        void client.invalidateQueries({ queryKey: ['parties'] });
      };
      request.then(refresh, (error: unknown) => {
        back();
        showToast({ problem: asProblem(error) });
        showToast({ text: t.today.failedBack(line.party.name) });
      });
      showToast({
        text: t.today.logged(line.party.name, outcomeWord),
        undo: () => {
          // undoing right away still waits for what was sent: otherwise it would arrive after its own undoing
          request
            .then(({ activity_id }) => undoActivity(line.party.id, activity_id))
            .then(() => {
              back();
              refresh();
              showToast({ text: t.today.undone(line.party.name) });
            })
            .catch((error: unknown) => showToast({ problem: asProblem(error) }));
        },
      });
    },
    [as, client, onBack, t],
  );
}
