// Where in the import one is.

import { useTexts } from '../../../i18n';

export type ImportStep = 'file' | 'format' | 'mapping' | 'choices' | 'run';
const STEPS: ImportStep[] = ['file', 'format', 'mapping', 'choices', 'run'];

export function Steps({ current, onGo }: { current: ImportStep; onGo?: (step: ImportStep) => void }) {
  const t = useTexts();
  const at = STEPS.indexOf(current);
  return (
    <ol className="import-steps" aria-label={t.importing.title}>
      {STEPS.map((step, index) => (
        <li key={step} aria-current={index === at ? 'step' : undefined} data-done={index < at || undefined}>
          <span aria-hidden="true">{index < at ? '✓' : index + 1}</span>
          {onGo && step !== 'file' && step !== 'run' ? (
            <button type="button" className="link" onClick={() => onGo(step)}>{t.importing.steps[step]}</button>
          ) : (
            t.importing.steps[step]
          )}
        </li>
      ))}
    </ol>
  );
}
