// The name of a product line: the general one has none until somebody names it.

import type { Order } from '../../api/types';
import { useTexts } from '../../i18n';

type Line = Order['lines'][number]['line'];

export function useLineName(): (line: Pick<Line, 'code' | 'name'>) => string {
  const t = useTexts();
  return (line) => line.name || (line.code === 'general' ? t.orders.generalLine : line.code);
}
