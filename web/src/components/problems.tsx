// Says what was wrong, where, and what to do, from the server's stable codes.

import { useCallback } from 'react';
import { asProblem, type Problem } from '../api/problem';
import { useFormats, useTexts } from '../i18n';

/** The message of a problem in the reader's language. */
export function useProblemText(): (error: unknown) => string {
  const t = useTexts();
  const format = useFormats();
  return useCallback(
    (error) => {
      const problem = asProblem(error);
      const reason = problem.params['reason'];
      const known = (typeof reason === 'string' ? t.codes.file_problem[reason] : undefined) ?? t.problems.byCode[problem.code];
      const text = known ?? problem.detail ?? t.problems.byCode['unexpected'] ?? problem.code;
      return problem.retryAfter ? `${text} ${t.problems.retryAfter(format.seconds(problem.retryAfter))}` : text;
    },
    [t, format],
  );
}

/** The complaint about one field (`/name`, `/contacts/0/value`), or undefined. */
export function useFieldProblem(error: unknown): (pointer: string) => string | undefined {
  const t = useTexts();
  return (pointer) => {
    if (!error) return undefined;
    const found = asProblem(error).errors.find((one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`));
    return found ? (t.problems.fieldByCode[found.code] ?? found.detail ?? found.code) : undefined;
  };
}

/** A refusal shown beside what was refused; nothing when there is none. */
export function ProblemNote({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  const t = useTexts();
  const text = useProblemText();
  if (!error) return null;
  const problem: Problem = asProblem(error);
  return (
    <div className="problem" role="alert">
      <span>{text(problem)}</span>
      {problem.errors.length > 0 ? (
        <ul>
          {problem.errors.map((one) => (
            <li key={`${one.pointer}${one.code}`}>
              <code>{one.pointer.replace(/^\//, '')}</code> {t.problems.fieldByCode[one.code] ?? one.detail ?? one.code}
            </li>
          ))}
        </ul>
      ) : null}
      {problem.code === 'unexpected' && problem.detail ? <code>{problem.detail}</code> : null}
      {problem.requestId && problem.status >= 500 ? <small>{t.problems.request(problem.requestId)}</small> : null}
      {retry ? (
        <button type="button" className="link" onClick={retry}>
          {t.common.retry}
        </button>
      ) : null}
    </div>
  );
}
