// What a task says: somebody's words, or of a play of a deal the play's wording.

import { useLabels } from '../api/labels';

export function useTaskTitle(): (task: { title: string; kind: string }) => string {
  const { word } = useLabels();
  return ({ title, kind }) => (kind === 'deal_play' && title.startsWith('play.') ? word(title) : title || word(kind, 'task'));
}
