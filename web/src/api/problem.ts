// What the server answers when it cannot do what was asked (RFC 9457), as an exception of the page.

export interface FieldProblem { pointer: string; code: string; detail?: string }

export interface ProblemBody {
  status: number;
  code: string;
  detail?: string | null;
  params?: Record<string, unknown>;
  request_id?: string | null;
  errors?: FieldProblem[];
}

/** A refused or failed request; `code` is stable and worded by the dictionaries. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string | null;
  readonly params: Record<string, unknown>;
  readonly requestId: string | null;
  readonly errors: FieldProblem[];
  readonly retryAfter: number | null;

  constructor(body: ProblemBody, retryAfter: number | null = null) {
    super(body.code);
    this.name = 'Problem';
    this.status = body.status;
    this.code = body.code;
    this.detail = body.detail ?? null;
    this.params = body.params ?? {};
    this.requestId = body.request_id ?? null;
    this.errors = body.errors ?? [];
    this.retryAfter = retryAfter;
  }

  /** The request never reached the server, or its answer never came back. */
  static unreachable(): Problem {
    return new Problem({ status: 0, code: 'unreachable' });
  }
}

/** The record as somebody else left it, where a change named a version that is no longer the last. */
export function currentOf<Record>(error: unknown): Record | null {
  const problem = error instanceof Problem ? error : null;
  return problem?.status === 412 ? ((problem.params['current'] as Record | undefined) ?? null) : null;
}

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem({ status: 0, code: 'unexpected', detail: error instanceof Error ? error.message : String(error) });
}
