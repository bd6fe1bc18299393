// The moves of a play, in their order.

import { useLabels } from '../../api/labels';
import { useTexts } from '../../i18n';

export function Moves({ moves }: { moves: string[] }) {
  const t = useTexts();
  const { word } = useLabels();
  if (moves.length === 0) return null;
  return <ol className="judged-moves" aria-label={t.judged.moves}>{moves.map((move) => <li key={move}>{word(move, 'class_move')}</li>)}</ol>;
}
