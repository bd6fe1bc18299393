// What the method says of deals: their assessments, the advice, plays and decisions; and what many deals say together.

import { queryOptions, type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, client, ifMatch } from './client';
import type { components, operations } from './schema';

type Schemas = components['schemas'];

export type Deal = Schemas['DealView'];
export type DealAdvice = Schemas['DealAdvice'];
export type Assessment = Schemas['AssessmentView'];
export type AssessmentKind = Schemas['AssessmentKind'];
export type ValueVerdict = Schemas['Verdict_DealValue'];
export type OpeningVerdict = Schemas['Verdict_DealOpening_String'];
export type AxisReading = Schemas['AxisReading'];
export type RivalOpening = Schemas['RivalOpening_String'];
export type OpeningQuestion = Schemas['OpeningQuestion_String'];
export type StandingEvidence = Schemas['StandingEvidence'];
export type TerritoryAnswers = Schemas['TerritoryAnswers_String'];
export type Given = Schemas['Given'];
export type AnswerSheet = Schemas['AnswerSheet'];
export type Cell = Schemas['Opening'];
export type Territory = Schemas['Territory'];
export type Standing = Schemas['Standing'];
export type ValueClass = Schemas['ValueClass'];
export type ValueFactor = Schemas['ValueFactor'];
export type Play = Schemas['Play'];
export type OfferedPlay = Schemas['OfferedPlay'];
export type PlayTaken = Schemas['PlayView'];
export type Chase = Schemas['Chase'];
export type RivalMirror = Schemas['RivalMirror'];
export type TrailStep = Schemas['TrailStep'];
export type QuestionsView = Schemas['QuestionsView'];
export type StrategicQuestion = Schemas['StrategicQuestion'];
export type QuestionColour = Schemas['QuestionColour'];
export type AssessValue = Schemas['AssessValue'];
export type AssessOpening = Schemas['AssessOpening'];
export type AssessQuestions = Schemas['AssessQuestions'];
export type DealDecision = Schemas['DealDecision'];
export type Decision = Schemas['DecisionView'];
export type Diagnosis = Schemas['DealDiagnosis'];
export type WinRates = Schemas['DealWinRates'];
export type DealPlace = Schemas['DealPlace'];
export type AnswerNote = Schemas['AnswerNote'];
export type RatesBy = Schemas['RatesBy'];
export type Accuracy = Schemas['DealAccuracy'];
export type ForecastScores = Schemas['ForecastScores'];
export type Forecast = Schemas['DealForecast'];
export type SayForecast = Schemas['SayForecast'];
export type DealLine = Schemas['DealLine'];
type RatesAsked = NonNullable<operations['deal_win_rates']['parameters']['query']>;

const at = (id: string) => ({ params: { path: { id } } });
/** Everything about one deal, beside what the deal's own page asks for. */
const of = (id: string) => ['deals', 'method', id] as const;

export const adviceQuery = (id: string) =>
  queryOptions({ queryKey: [...of(id), 'advice'], queryFn: ({ signal }) => answerOf(client.GET('/api/v1/deals/{id}/advice', { ...at(id), signal })) });

export const assessmentsQuery = (id: string) =>
  queryOptions({
    queryKey: [...of(id), 'assessments'],
    queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/deals/{id}/assessments', { ...at(id), signal }))).items,
  });

export const decisionsQuery = (id: string) =>
  queryOptions({
    queryKey: [...of(id), 'decisions'],
    queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/deals/{id}/decisions', { ...at(id), signal }))).items,
  });

/** What hangs on a deal: its page and its advice, lists and boards, the tasks of Today. */
function refreshDeal(queries: QueryClient): Promise<unknown> {
  return Promise.all(['deals', 'deal', 'insight', 'worklist'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
}

function useDealChange<Body, Answer>(send: (body: Body) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: send, meta: { quiet: true }, onSuccess: () => refreshDeal(queries) });
}

export const useAssessValue = (id: string) =>
  useDealChange((body: AssessValue) => answerOf(client.POST('/api/v1/deals/{id}/assessments/value', { ...at(id), body })));
export const useAssessOpening = (id: string) =>
  useDealChange((body: AssessOpening) => answerOf(client.POST('/api/v1/deals/{id}/assessments/opening', { ...at(id), body })));
export const useAssessQuestions = (id: string) =>
  useDealChange((body: AssessQuestions) => answerOf(client.POST('/api/v1/deals/{id}/assessments/questions', { ...at(id), body })));
export const useTakePlay = (id: string) =>
  useDealChange((body: Schemas['TakePlay']) => answerOf(client.POST('/api/v1/deals/{id}/plays', { ...at(id), body })));
export const useClosePlay = (id: string) =>
  useDealChange(({ play, version, ...body }: { play: string; version: number; used: boolean; note: string }) =>
    answerOf(client.PATCH('/api/v1/deals/{id}/plays/{play}', { params: { path: { id, play }, header: ifMatch(version) }, body })));
export const useConfirmPlay = (id: string) =>
  useDealChange((play: string) => answerOf(client.POST('/api/v1/deals/{id}/plays/{play}/confirmation', { params: { path: { id, play } } })));
export const useDecideDeal = (id: string) =>
  useDealChange((body: Schemas['DecideDeal']) => answerOf(client.POST('/api/v1/deals/{id}/decisions', { ...at(id), body })));

/** Whose deals are read: a seller's, a team's, or all within reach. */
export interface Whose { user?: string; team?: string }

export const diagnosisQuery = (whose: Whose) =>
  queryOptions({
    queryKey: ['insight', 'deals', 'diagnosis', whose],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/insight/deals/diagnosis', { params: { query: whose }, signal })),
  });

export const winRatesQuery = (asked: RatesAsked) =>
  queryOptions({
    queryKey: ['insight', 'deals', 'win-rates', asked],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/insight/deals/win-rates', { params: { query: asked }, signal })),
  });

export const accuracyQuery = (whose: Whose) =>
  queryOptions({
    queryKey: ['insight', 'deals', 'accuracy', whose],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/insight/deals/accuracy', { params: { query: whose }, signal })),
  });

export const forecastQuery = (whose: Whose, period?: string) =>
  queryOptions({
    queryKey: ['insight', 'deals', 'forecast', whose, period ?? ''],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/insight/deals/forecast', { params: { query: { ...whose, ...(period ? { period } : {}) } }, signal })),
  });

export const useSayForecast = () =>
  useDealChange((body: SayForecast) => answerOf(client.POST('/api/v1/insight/deals/forecasts', { body })));
