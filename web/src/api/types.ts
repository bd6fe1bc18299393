// The shapes that page and server exchange, under the names the page uses. All of them come from the server's own
// description (schema.d.ts, `npm run codegen`); nothing is declared twice.

import type { components, operations } from './schema';

type Schemas = components['schemas'];

export type Answer = Schemas['Answer'];
export type Authority = Schemas['Authority'];
export type Role = Schemas['Role'];
export type Right = Schemas['Right'];
export type OnDuplicate = Schemas['OnDuplicate'];
export type PersonRole = Schemas['OrganisationRole'];
export type Language = 'zh' | 'en';

export type Text = Schemas['Wording'];
export type Label = Schemas['Label'];
export type UserRef = Schemas['UserRef'];
export type NamedRef = Schemas['NameRef'];
export type Reason = Schemas['Reason'];
export type Observed = Schemas['Observed'];
export type Measured = Schemas['Measured'];

// session
export type SetupState = Schemas['SetupState'];
export type FirstRun = Schemas['SetUp'];
export type Me = Schemas['Me'];
export type MeChange = Schemas['EditMe'];
export type PasswordChange = Schemas['ChangePassword'];
export type BrowserSession = Schemas['SessionView'];
export type ApiToken = Schemas['TokenView'];
export type Scope = Schemas['Scope'];
export type NewApiToken = Schemas['CreateToken'];
export type SignInOptions = Schemas['SignInOptions'];
export type SignInRules = Schemas['SignInRules'];
export type SignInRulesView = Schemas['SignInRulesView'];
export type Enrolment = Schemas['Enrolment'];
export type PasswordLink = Schemas['PasswordLink'];
export type Prove = Schemas['Prove'];

// team
export type User = Schemas['UserView'];
export type NewUser = Schemas['CreateUser'];
export type UserChange = Schemas['EditUser'];
export type Team = Schemas['TeamView'];
export type TeamChange = Schemas['EditTeam'];
export type CustomField = Schemas['CustomFieldView'];
export type NewCustomField = Schemas['CreateCustomField'];
export type SettingsVersion = Schemas['SettingsVersion'];
export type SettingsPreview = Schemas['SettingsPreview'];
export type MethodSettings = Schemas['MethodSettings'];

// webhooks
export type Webhook = Schemas['WebhookView'];
export type NewWebhook = Schemas['CreateWebhook'];
export type WebhookChange = Schemas['EditWebhook'];
export type Delivery = Schemas['DeliveryView'];
export type DeliveryState = Schemas['DeliveryState'];
export type Replay = Schemas['Replay'];
export type EventKind = Schemas['EventKind'];

// classes
export type Judgements = Schemas['Judgements'];
export type FaceAct = Schemas['FaceAct'];
export type Face = Schemas['Face'];
export type FaceJudgement = Schemas['JudgeFace'];
export type PlanRow = Schemas['SetPlanRow'];
export type PlannedRow = Schemas['PlanRowView'];
export type Indicator = Schemas['IndicatorView'];
export type Settlement = Schemas['FillSettlement'];
export type SettlementSheet = Schemas['SettlementSheet'];
export type SettlementDecision = Schemas['DecideSettlement'];
export type ProspectClasses = Schemas['ProspectClasses'];
export type StandingQuestion = Schemas['StandingQuestion'];
export type FutureCustomer = Schemas['FutureCustomer'];
export type NewFuture = Schemas['CreateFuture'];
export type FutureChange = Schemas['EditFuture'];
export type FutureAnswer = Schemas['AnswerFuture'];
export type BecomeProspect = Schemas['BecomeProspect'];
export type WaitingDecision = Schemas['WaitingDecision'];

// parties
export type PartyRow = Schemas['PartySummary'];
export type Party = Schemas['PartyRecord'];
export type NewParty = Schemas['CreateParty'];
export type PartyChange = Schemas['EditParty'];
export type Contact = Schemas['ContactView'];
export type NewContact = Schemas['AddContact'];
export type ContactChange = Schemas['EditContact'];
export type PoolStanding = Schemas['PoolStanding'];
export type Distribution = Schemas['Distribution'];
export type AssignRule = Schemas['AssignRule'];
export type RevealReason = Schemas['RevealReason'];
export type Channel = Schemas['Channel'];
export type PermissionAnswer = Schemas['PermissionView'];
export type Permission = PermissionAnswer['answer']['value'];
export type ConsentSource = Schemas['ConsentSource'];
export type NewConsent = Schemas['RecordConsent'];
export type NewAddress = Schemas['AddAddress'];
export type PersonLink = Schemas['LinkView'];
export type NewPerson = Schemas['AddPerson'];
export type PersonChange = Schemas['EditPerson'];
export type NewDisposition = Schemas['SetDisposition'];
export type FoundParty = Schemas['FoundParty'];
export type SavedView = Schemas['SavedView'];
export type NewView = Schemas['CreateView'];
export type ViewChange = Schemas['EditView'];
export type Assignment = Schemas['Assign'];

// advice and what happened
export type Advice = Schemas['Advice'];
export type GivenAnswer = Schemas['GivenAnswer'];
export type NewAnswer = Schemas['AnswerQuestion'];
export type NewIntentEvidence = Schemas['AddIntentEvidence'];
export type TimelineEvent = Schemas['TimelineEvent'];
export type EventType = TimelineEvent['type'];
export type EventData<T extends EventType> = Extract<TimelineEvent, { type: T }>['data'];
export type Outcome = Schemas['Outcome'];
export type NewActivity = Schemas['LogActivity'];
export type ActivityKind = NewActivity['kind'];
export type NewTask = Schemas['CreateTask'];
export type Task = Schemas['TaskView'];
export type TaskChange = Schemas['EditTask'];
export type PlannedKind = NonNullable<NewTask['kind']>;
export type Worklist = Schemas['Worklist'];
export type WorklistLine = Schemas['WorklistLine'];

// who reaches a record besides its owner, and what it said when
export type Deputy = Schemas['DeputyView'];
export type NewDeputy = Schemas['NameDeputy'];
export type WhoReaches = Schemas['WhoReaches'];
export type Share = Schemas['ShareView'];
export type NewShare = Schemas['ShareParty'];
export type FactEntry = Schemas['FactEntry'];

// supply
export type SupplyView = Schemas['SupplyView'];
export type SupplyLine = Schemas['SupplyLine'];
export type UnitSupply = Schemas['UnitSupply'];
export type RepSupply = Schemas['RepSupply'];
export type Supply = SupplyLine['supply']['value'];
export type InHand = Schemas['InHandView'];
export type LossLine = Schemas['LossLine'];
export type LossReason = Schemas['LossReason'];
export type Loss = Schemas['LossView'];
export type NewLoss = Schemas['RecordLoss'];
export type DormancySummary = Schemas['DormancySummary'];
export type DormantCount = Schemas['DormantCount'];
export type DormantLine = Schemas['DormantLine'];

// classes computed from orders
export type ClassOverview = Schemas['ClassOverview'];
export type ClassesOfSome = Schemas['ClassesOfSome'];
export type ClassFigures = Schemas['ClassFigures'];
export type ClassRun = Schemas['ClassRunView'];
export type ClassFlow = Schemas['ClassFlow'];
export type ClassLine = Schemas['ClassLine'];
export type ClassChange = Schemas['ClassChangeView'];
export type LineClasses = Schemas['LineClasses'];
export type PartyClasses = Schemas['PartyClasses'];
export type ClassListFilters = Omit<NonNullable<operations['classed_customers']['parameters']['query']>, 'cursor'>;

// lists and imports
export type LeadList = Schemas['ListView'];
export type LeadListDetail = Schemas['ListDetail'];
export type NewLeadList = Schemas['CreateList'];
export type StepCounts = Schemas['StepCounts'];
export type ImportRun = Schemas['ImportView'];
export type UndoPreview = Schemas['UndoPreview'];
export type ImportTemplate = Schemas['ImportTemplate'];
export type NewTemplate = Schemas['SaveTemplate'];
export type TemplateChange = Schemas['EditTemplate'];
export type ImportFolder = Schemas['ImportFolder'];
export type NewFolder = Schemas['WatchFolder'];
export type FolderChange = Schemas['EditFolder'];
export type ImportChange = Schemas['EditImport'];
export type ImportCounts = Schemas['ImportCounts'];
export type ImportProgress = Schemas['ImportProgress'];
export type ImportField = Schemas['ImportFieldView'];
export type ImportRow = Schemas['ImportRowView'];
export type RowReason = Schemas['RowReason'];
export type HeldRow = Schemas['HeldRow'];

// methods
export type Method = Schemas['MethodView'];
export type MethodTexts = Schemas['MethodTexts'];
export type MethodResult = Schemas['MethodResultView'];
export type NewCost = Schemas['AddCost'];
export type MedianTime = Schemas['MedianTime'];

// orders
export type Order = Schemas['OrderView'];
export type NewOrder = Schemas['RecordOrder'];
export type LineStanding = Schemas['LineStanding'];
export type Conversion = Schemas['ConversionView'];
export type RivalShare = Schemas['RivalShareView'];
export type NewRivalShare = Schemas['AddRivalShare'];
export type ProductLine = Schemas['LineView'];
export type NewProductLine = Schemas['CreateLine'];
export type ProductLineChange = Schemas['EditLine'];
export type Product = Schemas['ProductView'];
export type NewProduct = Schemas['CreateProduct'];
export type ProductChange = Schemas['EditProduct'];

// doubles
export type PairState = Schemas['PairState'];
export type DuplicatePair = Schemas['DuplicatePair'];
export type ScanRun = Schemas['ScanRun'];
export type MergeSide = Schemas['MergeSide'];
export type ComparedField = Schemas['ComparedField'];
export type ComparedText = Schemas['ComparedText'];
export type MergePlan = Schemas['MergePlanView'];
export type MergeRequest = Schemas['MergeParties'];
export type UndoPlan = Schemas['UndoPlanView'];
export type Tally = Schemas['Tally'];
// jobs
export type Job = Schemas['JobView'];

// requests of people about their own data
export type PersonRequest = Schemas['RequestView'];
export type PersonRequestDetail = Schemas['RequestDetail'];
export type NewPersonRequest = Schemas['OpenRequest'];
export type RequestedPerson = Schemas['RequestedPerson'];
export type FateLine = Schemas['Verdict_Vec_FateLine']['value'][number];

// segments
export type Segment = Schemas['SegmentView'];
export type NewSegment = Schemas['CreateSegment'];
export type SegmentChange = Schemas['EditSegment'];
export type FilterField = Schemas['FilterField'];

// deals
export type Deal = Schemas['DealView'];
export type DealLine = Schemas['DealLine'];
export type DealBoard = Schemas['DealBoard'];
export type BoardColumn = Schemas['BoardColumn'];
export type DealFilters = Omit<NonNullable<operations['deals']['parameters']['query']>, 'cursor' | 'limit'>;
export type DealAmount = Schemas['DealAmount'];
export type DealStage = Schemas['StageRef'];
export type DealStep = Schemas['DealStep'];
export type NewDeal = Schemas['CreateDeal'];
export type DealChange = Schemas['EditDeal'];
export type DealMove = Schemas['MoveDeal'];
export type DealEnded = Schemas['EndDeal'];
export type DealEnd = Schemas['DealEnd'];
export type EndReason = Schemas['EndReason'];
export type EstimateAmount = Schemas['EstimateAmount'];
export type TenderFacts = Schemas['TenderFacts'];
export type BuyingStage = Schemas['BuyingStage'];
export type DealPerson = Schemas['DealPerson'];
export type NewDealPerson = Schemas['PutDealPerson'];
export type DealPersonChange = Schemas['EditDealPerson'];
export type DealPower = Schemas['Power'];
export type DealLeaning = Schemas['Leaning'];
export type ContactLevel = Schemas['ContactLevel'];
export type DealRival = Schemas['DealRival'];
export type NewDealRival = Schemas['PutDealRival'];
export type DealRivalChange = Schemas['EditDealRival'];
export type DealConcern = Schemas['ConcernView'];
export type NewConcern = Schemas['VoiceConcern'];
export type DealDecided = Schemas['DecideDeal'];
export type DealDecision = Schemas['DealDecision'];
export type DealChangeEntry = Schemas['DealChangeView'];
export type ChangeSide = Schemas['ChangeSide'];
export type DealNews = Schemas['DealNews'];
export type DealAlert = Schemas['DealAlert'];
export type QueueLine = Schemas['QueueLine'];
export type CalendarDay = Schemas['CalendarDay'];
