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

function without(list: Worklist, line: WorklistLine): Worklist {
  return { ...list, lines: list.lines.filter((one) => one.party.id !== line.party.id), done_today: list.done_today + 1 };
}

function withAgain(list: Worklist, line: WorklistLine): Worklist {
  if (list.lines.some((one) => one.party.id === line.party.id)) return list;
  const lines = [...list.lines, line].toSorted((a, b) => a.rank - b.rank);
  return { ...list, lines, done_today: Math.max(0, list.done_today - 1) };
}

export function useLogging(as: string | null, onBack: (line: WorklistLine) => void) {
  const client = useQueryClient();
  const t = useTexts();
  return useCallback(
    (line: WorklistLine, activity: NewActivity, outcomeWord: string) => {
      const { queryKey } = worklistQuery(as);
      const change = (how: (list: Worklist, line: WorklistLine) => Worklist) =>
        client.setQueryData(queryKey, (list) => list && how(list, line));
      const draft = draftOf(line.party.id);
      const back = () => {
        if (draft) keepDraft(line.party.id, draft);
        change(withAgain);
        onBack(line);
      };
      forgetDraft(line.party.id);
      void client.cancelQueries({ queryKey });
      change(without);
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
