// The words of classes: a face may be none, a rhythm has words of its own, a picture has room for letters only.

import { useLabels } from '../../api/labels';
import type { ClassChange, ClassFlow } from '../../api/types';
import { useTexts } from '../../i18n';

const GROUPS: Record<ClassChange['kind'], string> = { abc: 'abc', existing: 'existing_class', face: 'face', rhythm: 'rhythm_state' };

export function useClassWord(): (kind: ClassChange['kind'], code: string | null | undefined) => string {
  const t = useTexts();
  const { word } = useLabels();
  return (kind, code) => (code == null ? t.classes.first : code === '' ? t.classes.none : word(code, GROUPS[kind]));
}

/** The letters of a class where the words have no room. */
export function useClassLetters(): (code: ClassFlow['was']) => string {
  const t = useTexts();
  return (code) => (code === 'new' ? t.classes.notClassed : code.toUpperCase());
}
