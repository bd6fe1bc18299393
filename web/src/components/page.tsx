// The frame of a screen: heading, actions, and the states every screen has (waiting, failed, empty).

import { type ReactNode, useEffect } from 'react';
import { useTexts } from '../i18n';
import { ProblemNote } from './problems';
import './page.css';

export function useTitle(title: string): void {
  const t = useTexts();
  useEffect(() => {
    document.title = title ? `${title} · ${t.common.product}` : t.common.product;
  }, [title, t]);
}

interface PageProps { title: string; beside?: ReactNode; actions?: ReactNode; children: ReactNode; wide?: boolean }

export function Page({ title, beside, actions, children, wide }: PageProps) {
  useTitle(title);
  return (
    <div className={wide ? 'page page-wide' : 'page'}>
      <div className="page-head">
        <h1>{title}</h1>
        {beside}
        {actions ? <div className="page-actions">{actions}</div> : null}
      </div>
      {children}
    </div>
  );
}

/** Grey lines in the shape of what is coming; announced once to screen readers. */
export function Waiting({ lines = 6 }: { lines?: number }) {
  const t = useTexts();
  return (
    <div className="waiting" role="status" aria-label={t.common.loading}>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className="waiting-line" style={{ width: `${92 - ((line * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

interface LoadedProps<T> {
  query: { data: T | undefined; error: unknown; refetch: () => unknown };
  lines?: number;
  children: (data: T) => ReactNode;
}

/** Shows what a query brought; what went wrong, with another try, when it failed and nothing older is there. */
export function Loaded<T>({ query, lines, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ProblemNote error={query.error} retry={() => void query.refetch()} />;
  return <Waiting {...(lines === undefined ? {} : { lines })} />;
}

/** An empty screen teaches: what this is for, and one way to start. */
export function Empty({ title, hint, children }: { title: string; hint?: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {hint ? <p>{hint}</p> : null}
      {children ? <div className="row">{children}</div> : null}
    </div>
  );
}
