// The words of causes and plays: the team's own where it wrote some, else the built-in ones.

import { useLabels } from '../../api/labels';

export interface PlaybookWords { cause: (code: string) => string; play: (code: string) => string }

export function usePlaybook(): PlaybookWords {
  const { word } = useLabels();
  return { cause: (code) => word(code, 'opening_cause'), play: (code) => word(code, 'play') };
}
