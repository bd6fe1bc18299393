// Short notices at the foot of the page, with undo where undoing is possible. Plain functions can show one, so that
// data code does not need a hook.

import { useEffect, useSyncExternalStore } from 'react';
import type { Problem } from '../api/problem';
import { useTexts } from '../i18n';
import { useProblemText } from './problems';
import './toasts.css';

export interface Toast { text?: string; problem?: Problem; undo?: () => void; seconds?: number }
interface Shown extends Toast { id: number }

let shown: Shown[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function set(next: Shown[]): void {
  shown = next;
  listeners.forEach((listener) => listener());
}

export function showToast(toast: Toast): void {
  const id = nextId++;
  set([...shown.filter((other) => !(toast.undo && other.undo)), { ...toast, id }].slice(-3));
}

function dismiss(id: number): void {
  set(shown.filter((toast) => toast.id !== id));
}

/** Runs the undo of the newest toast that has one. */
export function undoLast(): boolean {
  const last = shown.findLast((toast) => toast.undo);
  if (!last?.undo) return false;
  dismiss(last.id);
  last.undo();
  return true;
}

function ToastLine({ toast }: { toast: Shown }) {
  const t = useTexts();
  const problemText = useProblemText();
  useEffect(() => {
    const timer = setTimeout(() => dismiss(toast.id), (toast.seconds ?? (toast.undo || toast.problem ? 10 : 4)) * 1000);
    return () => clearTimeout(timer);
  }, [toast]);
  return (
    <div className={toast.problem ? 'toast toast-problem' : 'toast'}>
      <span>{toast.problem ? problemText(toast.problem) : toast.text}</span>
      {toast.undo ? (
        <button
          type="button"
          className="toast-undo"
          onClick={() => {
            dismiss(toast.id);
            toast.undo?.();
          }}
        >
          {t.common.undo}
        </button>
      ) : null}
      <button type="button" className="toast-close" aria-label={t.common.close} onClick={() => dismiss(toast.id)}>
        ×
      </button>
    </div>
  );
}

export function ToastHost() {
  const toasts = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map((toast) => (
        <ToastLine key={toast.id} toast={toast} />
      ))}
    </div>
  );
}
