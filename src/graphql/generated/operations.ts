// Written by scripts/operation-types.ts; do not edit.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** How applications are selected. */
export type AdmissionOrder =
  /** First come, first served: in the order in which valid applications arrive. */
  | 'FIRST_COME'
  /** By review. */
  | 'REVIEW';

/** The outcome of an application to a call. */
export type AdmissionRole =
  /** Accepted. */
  | 'ADMITTED'
  /** On the reserve list. */
  | 'RESERVE';

/** Filters assessments; all conditions must hold. */
export type AssessmentFilter = {
  /** Filters assessments by day. */
  readonly assessedOn?: DateRange | null | undefined;
  /** Filters assessments by edition of the model, such as `2020`. */
  readonly editions?: ReadonlyArray<string> | null | undefined;
  /** Filters assessments by whether external assessors confirmed them; those that do not state it count as not confirmed. */
  readonly externallyValidated?: boolean | null | undefined;
  /** Filters assessments by model. */
  readonly models?: ReadonlyArray<AssessmentModel> | null | undefined;
  /** Leaves out assessments that match this filter. */
  readonly not?: AssessmentFilter | null | undefined;
  /** Filters assessments by office, at most 500. Takes the global id or the code, such as `jst-246601`, the NIP or the REGON. */
  readonly offices?: ReadonlyArray<string | number> | null | undefined;
};

/** The model by which an office assessed itself. */
export type AssessmentModel =
  /** Common Assessment Framework; editions 2002, 2006, 2013, 2020. */
  | 'CAF'
  /** EFQM excellence model. */
  | 'EFQM'
  /** Another model; its name stands in the edition. */
  | 'OTHER';

/** Filters calls; all conditions must hold. */
export type CallFilter = {
  /** Matches calls that close in these days; of a month or year any day counts. */
  readonly closesOn?: DateRange | null | undefined;
  /** Matches calls for practices to be shown at any of these events. Takes the global id or the slug, such as `konferencja-dobrych-praktyk-2013`. */
  readonly events?: ReadonlyArray<string | number> | null | undefined;
  /** Matches calls of any of these kinds. */
  readonly kinds?: ReadonlyArray<CallKind> | null | undefined;
  /** Matches entries that this filter does not match. */
  readonly not?: CallFilter | null | undefined;
  /** Matches calls that take applications on this day. */
  readonly openOn?: string | null | undefined;
  /** Matches calls that any of these offices holds or leads. Takes the global id or the code, such as `jst-246601`, the NIP or the REGON. */
  readonly organisers?: ReadonlyArray<string | number> | null | undefined;
  /** Matches entries whose texts, Polish or English, contain all words; case and Polish letters do not matter; at most 200 characters. Words of one or two letters alone match whole words. */
  readonly text?: string | null | undefined;
  /** Matches calls with a theme on any of these topics. Takes the global id or the slug, such as `citizen-service`. */
  readonly topics?: ReadonlyArray<string | number> | null | undefined;
};

/** What a call asks for. */
export type CallKind =
  /** Participants of a living lab. */
  | 'LIVING_LAB_PARTICIPANTS'
  /** Practices, to be shown or awarded. */
  | 'PRACTICES';

/** How a release changed a row. */
export type ChangeKind =
  /** The row has other values. */
  | 'CHANGED'
  /** The row is new. */
  | 'CREATED'
  /** The row is gone. */
  | 'DELETED'
  /** The territorial unit turned out to be another one, which `into` names. */
  | 'MERGED'
  /** Personal data was removed. The former values are given nowhere. */
  | 'REDACTED';

/** What a number counts. */
export type CountedThing =
  /** Offices. */
  | 'OFFICES'
  /** People taking part. */
  | 'PARTICIPANTS'
  /** Practices. */
  | 'PRACTICES'
  /** Sessions of an event. */
  | 'SESSIONS'
  /** Units of territorial self-government. */
  | 'UNITS';

/** A range of days, bounds included. */
export type DateRange = {
  /** The lower bound, included; none without it. */
  readonly from?: string | null | undefined;
  /** The upper bound, included; none without it. */
  readonly to?: string | null | undefined;
};

/** A range of decimal numbers, bounds included. */
export type DecimalRange = {
  /** The lower bound, included; none without it. */
  readonly from?: string | null | undefined;
  /** The upper bound, included; none without it. */
  readonly to?: string | null | undefined;
};

/** A value of a dimension; a dimension that is not named is at its total. */
export type DimensionValueInput = {
  /** The code of the dimension. */
  readonly dimension: string;
  /** The code of the value. */
  readonly value: string;
};

/** Filters events; all conditions must hold. */
export type EventFilter = {
  /** Matches events that are held on any of these days; of a month or year any day counts. */
  readonly heldOn?: DateRange | null | undefined;
  /** Matches events of any of these kinds. */
  readonly kinds?: ReadonlyArray<EventKind> | null | undefined;
  /** Matches entries that this filter does not match. */
  readonly not?: EventFilter | null | undefined;
  /** Matches events that any of these offices holds or leads. Takes the global id or the code, such as `jst-246601`, the NIP or the REGON. */
  readonly organisers?: ReadonlyArray<string | number> | null | undefined;
  /** Matches entries whose texts, Polish or English, contain all words; case and Polish letters do not matter; at most 200 characters. Words of one or two letters alone match whole words. */
  readonly text?: string | null | undefined;
  /** Matches events with a session on any of these topics. Takes the global id or the slug, such as `citizen-service`. */
  readonly topics?: ReadonlyArray<string | number> | null | undefined;
  /** Matches events held in any of these units or below it. Takes the global id or a TERC of 2, 4, 6 or 7 digits, such as `1465011`, or a 12-digit id of the Local Data Bank, in force or former. */
  readonly withinAny?: ReadonlyArray<string | number> | null | undefined;
};

/** The kind of an event. */
export type EventKind =
  /** A conference. */
  | 'CONFERENCE'
  /** Another kind of event. */
  | 'OTHER'
  /** A seminar. */
  | 'SEMINAR'
  /** A workshop. */
  | 'WORKSHOP';

/** The kind of innovation, by the classification that is common for the public sector. */
export type InnovationType =
  /** A new way of reaching people. */
  | 'COMMUNICATION'
  /** A new way of organising work, people or cooperation. */
  | 'ORGANISATIONAL'
  /** A new public policy or an instrument of one. */
  | 'POLICY'
  /** A new way of doing the work. */
  | 'PROCESS'
  /** A new or much improved service. */
  | 'SERVICE';

/** A range of whole numbers, bounds included. */
export type IntRange = {
  /** The lower bound, included; none without it. */
  readonly from?: number | null | undefined;
  /** The upper bound, included; none without it. */
  readonly to?: number | null | undefined;
};

/** The language of a name. */
export type Language =
  /** English; where there is no English name, the Polish one. */
  | 'EN'
  /** Polish. */
  | 'PL';

/** Filters living labs; all conditions must hold. */
export type LivingLabFilter = {
  /** Matches entries that this filter does not match. */
  readonly not?: LivingLabFilter | null | undefined;
  /** Matches living labs that any of these offices leads. Takes the global id or the code, such as `jst-246601`, the NIP or the REGON. */
  readonly organisers?: ReadonlyArray<string | number> | null | undefined;
  /** Matches living labs that belong to any of these projects. Takes the global id or the contract number, such as `POKL.05.02.01-00-033/13`. */
  readonly projects?: ReadonlyArray<string | number> | null | undefined;
  /** Matches entries whose texts, Polish or English, contain all words; case and Polish letters do not matter; at most 200 characters. Words of one or two letters alone match whole words. */
  readonly text?: string | null | undefined;
  /** Matches living labs hosted by any of these units or by a unit below it. Takes the global id or a TERC of 2, 4, 6 or 7 digits, such as `1465011`, or a 12-digit id of the Local Data Bank, in force or former. */
  readonly withinAny?: ReadonlyArray<string | number> | null | undefined;
};

/** The method by which something that a source names was matched. */
export type MatchMethod =
  /** By a 12-digit id of the Local Data Bank. */
  | 'BDL_ID'
  /** By the ISO 3166-2 code of a voivodeship. */
  | 'ISO_CODE'
  /** By a 14-digit KTS code of Statistics Poland. */
  | 'KTS_ID'
  /** By the convention of the list, which marks a rural gmina that bears the name of a town. */
  | 'LIST_CONVENTION'
  /** By the official name. */
  | 'NAME'
  /** By the official name with shortened words. */
  | 'NAME_ABBREVIATED'
  /** By the normalised name together with the unit of the seat. */
  | 'NAME_AND_SEAT'
  /** By the official name without regard to case and to Polish letters. */
  | 'NAME_FOLDED'
  /** By a name that it had before the day. */
  | 'NAME_FORMER'
  /** By a name that differs from the official one by a letter or two. */
  | 'NAME_FUZZY'
  /** By the official name in another grammatical case. */
  | 'NAME_INFLECTED'
  /** By a name that it got after the day. */
  | 'NAME_LATER'
  /** By the official name without what distinguishes it from its namesakes. */
  | 'NAME_SHORT'
  /** By a tax number (NIP) with a right check digit. */
  | 'NIP'
  /** By a 10-digit code of the former NTS nomenclature. */
  | 'NTS_ID'
  /** By the NUTS code of a region that it is, or that lies in it. */
  | 'NUTS_CODE'
  /** By a name with the names of the units around it. */
  | 'PATH'
  /** By a REGON with right check digits. */
  | 'REGON'
  /** By the self-government that is named, whose office it is. */
  | 'SELF_GOVERNMENT'
  /** As the unit that the office serves, for the place is no unit of the registry: a village, or missing. */
  | 'SERVED_UNIT'
  /** By an id of this hub that the source states. */
  | 'STATED_ID'
  /** By the TERC in force on the day. */
  | 'TERC_CODE'
  /** By a TERC that the unit had before the day. */
  | 'TERC_CODE_FORMER'
  /** By a TERC that the unit got after the day. */
  | 'TERC_CODE_LATER'
  /** By a TERC that lost its leading zero, as spreadsheets do. */
  | 'TERC_CODE_LEADING_ZERO'
  /** By a TERC whose last digit names another kind than the unit has. */
  | 'TERC_CODE_OTHER_KIND'
  /** By a TERC filled up with zeros to the length of a longer one. */
  | 'TERC_CODE_PADDED'
  /** By the first 6 digits of a TERC, without the kind. */
  | 'TERC_CODE_WITHOUT_KIND';

/** The kind of a material. */
export type MaterialType =
  /** A document. */
  | 'DOCUMENT'
  /** A sound or video recording. */
  | 'RECORDING'
  /** Slides of a presentation. */
  | 'SLIDES';

/** How values of units are aggregated to the value of their region. */
export type MetricAggregation =
  /** Not aggregated: only the published value of the region counts. */
  | 'NONE'
  /** The sum. */
  | 'SUM'
  /** The mean, weighted by another metric; see `weight`. */
  | 'WEIGHTED_MEAN';

/** Filters metrics; all conditions must hold. */
export type MetricFilter = {
  /** Filters metrics by whether they are derived from others. */
  readonly isDerived?: boolean | null | undefined;
  /** Filters metrics by kind. */
  readonly kinds?: ReadonlyArray<MetricKind> | null | undefined;
  /** Filters metrics by level: those with values at one of these. */
  readonly levels?: ReadonlyArray<ObservationLevel> | null | undefined;
  /** Filters metrics by id. Takes the global id or the code, such as `population`. */
  readonly metrics?: ReadonlyArray<string | number> | null | undefined;
  /** Leaves out metrics that match this filter. */
  readonly not?: MetricFilter | null | undefined;
  /** Filters metrics by period: those with values in the range. */
  readonly period?: PeriodRange | null | undefined;
  /** Filters metrics by the kinds of their periods. */
  readonly periodTypes?: ReadonlyArray<PeriodType> | null | undefined;
  /** Matches metrics with this text in the code, name or publisher of a facet; case and Polish letters do not matter. */
  readonly sourceText?: string | null | undefined;
  /** Matches metrics with this text in their code, names or definitions; case and Polish letters do not matter. */
  readonly text?: string | null | undefined;
  /** Filters metrics by topic. */
  readonly topics?: ReadonlyArray<string> | null | undefined;
};

/** What kind of number a metric is. */
export type MetricKind =
  /** An amount of money. */
  | 'AMOUNT'
  /** A number of things or people. */
  | 'COUNT'
  /** An index against a base. */
  | 'INDEX'
  /** A change or an intensity in time, such as a growth rate. */
  | 'RATE'
  /** One number by another: a share, per inhabitant. */
  | 'RATIO'
  /** Points on a scale. */
  | 'SCORE';

/** Whether high or low values of a metric are better. */
export type MetricPolarity =
  /** The higher the better: the highest value has rank 1. */
  | 'HIGHER_IS_BETTER'
  /** The lower the better: the lowest value has rank 1. */
  | 'LOWER_IS_BETTER'
  /** Neither; the highest value has rank 1. */
  | 'NEUTRAL';

/** The reliability of the values of a publication. */
export type MetricReliability =
  /** Faulty: some values are known to be wrong. They are only returned where the publication is named. */
  | 'FAULTY'
  /** Provisional: values will be revised. */
  | 'PROVISIONAL'
  /** Reliable: no known problems. */
  | 'RELIABLE';

/** The status of an observation; missing values have different flags, and none of them is zero. */
export type ObservationFlag =
  /** Not comparable with the values before: method or area changed. */
  | 'BREAK'
  /** No value, because it is kept secret or unreliable. */
  | 'CONFIDENTIAL'
  /** An estimate. */
  | 'ESTIMATED'
  /** A forecast. */
  | 'FORECAST'
  /** A total that may lack some of its parts. */
  | 'INCOMPLETE'
  /** Of low precision. */
  | 'LOW_RELIABILITY'
  /** No value; the source does not say why. */
  | 'MISSING'
  /** A value without remarks. */
  | 'NORMAL'
  /** No value, because there can be none. */
  | 'NOT_APPLICABLE'
  /** Not zero, but less than the format can show; given as 0. */
  | 'NOT_SIGNIFICANT'
  /** No value yet; it will be published. */
  | 'NOT_YET_AVAILABLE'
  /** Provisional; the source will revise it. */
  | 'PROVISIONAL';

/** At which level a source states a value. A city with powiat rights may have one value at GMINA and another at POWIAT. */
export type ObservationLevel =
  /** Districts of Warsaw and delegatury. */
  | 'AUXILIARY'
  /** Poland. */
  | 'COUNTRY'
  /** Gminas, cities with powiat rights among them. */
  | 'GMINA'
  /** Macroregions (NUTS 1). */
  | 'MACROREGION'
  /** Offices. */
  | 'OFFICE'
  /** Towns and rural areas of urban-rural gminas. */
  | 'PART'
  /** Powiats and cities with powiat rights. */
  | 'POWIAT'
  /** Practices. */
  | 'PRACTICE'
  /** Projects. */
  | 'PROJECT'
  /** Regions (NUTS 2). */
  | 'REGION'
  /** Subregions (NUTS 3). */
  | 'SUBREGION'
  /** Voivodeships. */
  | 'VOIVODESHIP';

/** A subject of observations. Give exactly one field. */
export type ObservationSubjectInput = {
  /** An office. Takes the global id or the code, such as `jst-246601`, the NIP or the REGON. */
  readonly officeId?: string | number | null | undefined;
  /** A practice. Takes the global id or the slug, such as `mobilny-urzad`. */
  readonly practiceId?: string | number | null | undefined;
  /** A project. Takes the global id or the contract number, such as `POKL.05.02.01-00-033/13`. */
  readonly projectId?: string | number | null | undefined;
  /** A code of a territorial unit: TERC or BDL id, in force or former; a RODZ that the gmina never had is passed over. */
  readonly terc?: string | null | undefined;
  /** A territorial unit. Takes the global id or a TERC of 2, 4, 6 or 7 digits, such as `1465011`, or a 12-digit id of the Local Data Bank, in force or former. */
  readonly unitId?: string | number | null | undefined;
};

/** Filters offices; all conditions must hold. */
export type OfficeFilter = {
  /** Whether the check digit of the NIP or the REGON is wrong. */
  readonly hasInvalidNumbers?: boolean | null | undefined;
  /** Matches offices of any of these kinds. */
  readonly kinds?: ReadonlyArray<OfficeKind> | null | undefined;
  /** Matches offices one of whose names contains this text, one of one or two letters as a word; case and Polish letters do not matter. */
  readonly name?: string | null | undefined;
  /** Matches offices that this filter does not match. */
  readonly not?: OfficeFilter | null | undefined;
  /** Matches offices that serve one of just these units. Takes the global id or a TERC of 2, 4, 6 or 7 digits, such as `1465011`, or a 12-digit id of the Local Data Bank, in force or former. */
  readonly servesAny?: ReadonlyArray<string | number> | null | undefined;
  /** Matches offices with any of these statuses. */
  readonly statuses?: ReadonlyArray<OfficeStatus> | null | undefined;
  /** Matches offices whose names, locality or served unit contain all words; case and Polish letters do not matter; at most 12 words. Words of one or two letters alone match whole words. */
  readonly text?: string | null | undefined;
  /** Matches offices of any of these tiers. */
  readonly tiers?: ReadonlyArray<OfficeTier> | null | undefined;
  /** Matches offices that sit in any of these units or serve it, or a unit below it. Takes the global id or a TERC of 2, 4, 6 or 7 digits, such as `1465011`, or a 12-digit id of the Local Data Bank, in force or former. */
  readonly withinAny?: ReadonlyArray<string | number> | null | undefined;
};

/** What kind of office it is. */
export type OfficeKind =
  /** A central office of the government administration (urząd centralny). */
  | 'CENTRAL_OFFICE'
  /** The office of a city, town or gmina, cities with powiat rights and districts of Warsaw included. */
  | 'CITY_OR_GMINA_OFFICE'
  /** An inspectorate (inspekcja), at any level. */
  | 'INSPECTORATE'
  /** An institute of the state or of science. */
  | 'INSTITUTE'
  /** The office of a self-governing voivodeship (urząd marszałkowski). */
  | 'MARSHALS_OFFICE'
  /** A ministry, or the Chancellery of the Prime Minister. */
  | 'MINISTRY'
  /** Any other office or public institution. */
  | 'OTHER'
  /** A command of the Police, at any level. */
  | 'POLICE_COMMAND'
  /** The office of a powiat (starostwo powiatowe). */
  | 'POWIAT_OFFICE'
  /** The office of a voivode (urząd wojewódzki), government administration. */
  | 'VOIVODESHIP_OFFICE';

/** What kind of name it is. */
export type OfficeNameType =
  /** A name that it bore before. */
  | 'FORMER'
  /** The official name, as lists write it. */
  | 'OFFICIAL'
  /** A short form. */
  | 'SHORT';

/** The order of offices. */
export type OfficeOrder = {
  /** The direction. */
  readonly direction?: OrderDirection;
  /** The field to order by. */
  readonly field: OfficeOrderField;
};

/** What offices are ordered by. */
export type OfficeOrderField =
  /** By code, as text. */
  | 'CODE'
  /** By kind in the order of the enum, then by name. */
  | 'KIND'
  /** By name in Polish alphabetical order; equal names by code. */
  | 'NAME'
  /** By the release that last changed them, then by name. */
  | 'RELEASE';

/** The status of an office. */
export type OfficeStatus =
  /** Active: the newest list that could name it does. */
  | 'ACTIVE'
  /** Withdrawn: a list states that it ended, or a newer complete list leaves it out. */
  | 'WITHDRAWN';

/** Which administration an office belongs to. */
export type OfficeTier =
  /** Government administration (administracja rządowa). */
  | 'GOVERNMENT'
  /** Self-government (administracja samorządowa). */
  | 'SELF_GOVERNMENT';

/** The direction of an order. */
export type OrderDirection =
  /** Ascending. */
  | 'ASC'
  /** Descending. */
  | 'DESC';

/** What an office or organisation has to do with a call, an event or a living lab. */
export type OrganiserRole =
  /** Co-organiser. */
  | 'CO_ORGANISER'
  /** Leader of the project that it belongs to. */
  | 'LEADER'
  /** Organiser. */
  | 'ORGANISER'
  /** Patron. */
  | 'PATRON';

/** How finely the outline of a unit is drawn. */
export type OutlineDetail =
  /** For a map of the whole country. */
  | 'COUNTRY'
  /** For a map of one voivodeship or powiat; it fits to the others of the same voivodeship. */
  | 'REGION';

/** In what role someone takes part in a project. */
export type ParticipationRole =
  /** The beneficiary: the party to the contract, who receives the money. */
  | 'BENEFICIARY'
  /** The leader of a partnership. */
  | 'LEADER'
  /** A participant in what the project offers. */
  | 'PARTICIPANT'
  /** A partner of the beneficiary. No national list names partners. */
  | 'PARTNER'
  /** The model that the project follows. */
  | 'REFERENCE_MODEL';

/** With whom to compare, as units were at the end of the period; all conditions must hold. */
export type PeerFilter = {
  /** Only units of these kinds. */
  readonly kinds?: ReadonlyArray<TerritorialKind> | null | undefined;
  /** Of those that fulfil the other conditions the so many (1–500) that lie nearest to the compared unit, between the middles of their boundaries; needs boundaries. */
  readonly nearestByDistance?: number | null | undefined;
  /** Of those that fulfil the other conditions the so many (1–500) whose population is nearest to that of the compared unit. */
  readonly nearestByPopulation?: number | null | undefined;
  /** Leaves out units that match this filter, which has no `nearestBy…`. */
  readonly not?: PeerFilter | null | undefined;
  /** Filters units by inhabitants: the metric `population` in the year of the period. */
  readonly population?: DecimalRange | null | undefined;
  /** Only units of the kind of the compared unit. */
  readonly sameKind?: boolean | null | undefined;
  /** Only units in the voivodeship of the compared unit. */
  readonly sameVoivodeship?: boolean | null | undefined;
  /** Only these units, at most 1,000. Takes the global id or a TERC of 2, 4, 6 or 7 digits, such as `1465011`, or a 12-digit id of the Local Data Bank, in force or former. */
  readonly units?: ReadonlyArray<string | number> | null | undefined;
  /** Only any of these units and the units below them. Takes the global id or a TERC of 2, 4, 6 or 7 digits, such as `1465011`, or a 12-digit id of the Local Data Bank, in force or former. */
  readonly withinAny?: ReadonlyArray<string | number> | null | undefined;
};

/** A range of periods, such as `2019`, `2019-Q1`, `2019-H1`, `2019-03` or `2019/2020`, bounds included. */
export type PeriodRange = {
  /** The earliest period; none without it. */
  readonly from?: string | null | undefined;
  /** The latest period; none without it. `2019` includes the months of 2019. */
  readonly to?: string | null | undefined;
};

/** What kind of period a value is of. */
export type PeriodType =
  /** Half a year: `2019-H1`. */
  | 'HALF_YEAR'
  /** A month: `2019-03`. */
  | 'MONTH'
  /** A quarter: `2019-Q1`. */
  | 'QUARTER'
  /** A school year, September to August: `2019/2020`. */
  | 'SCHOOL_YEAR'
  /** A calendar year: `2019`. */
  | 'YEAR';

/** Filters practices; all conditions must hold. */
export type PracticeFilter = {
  /** Matches practices submitted to any of these calls. Takes the global id or the slug, such as `nabor-praktyk-2013`. */
  readonly calls?: ReadonlyArray<string | number> | null | undefined;
  /** Matches practices shown at any of these events. Takes the global id or the slug, such as `konferencja-dobrych-praktyk-2013`. */
  readonly events?: ReadonlyArray<string | number> | null | undefined;
  /** Matches practices that came into use in these days; of a month or year any day counts. */
  readonly implementedOn?: DateRange | null | undefined;
  /** Matches practices with any of these innovations. */
  readonly innovations?: ReadonlyArray<InnovationType> | null | undefined;
  /** Matches entries that this filter does not match. */
  readonly not?: PracticeFilter | null | undefined;
  /** Matches practices in which any of these offices has a role. Takes the global id or the code, such as `jst-246601`, the NIP or the REGON. */
  readonly offices?: ReadonlyArray<string | number> | null | undefined;
  /** Matches practices at any of these stages. */
  readonly stages?: ReadonlyArray<PracticeStage> | null | undefined;
  /** Matches practices on which work began in these days; of a month or year any day counts. */
  readonly startedOn?: DateRange | null | undefined;
  /** Matches entries whose texts, Polish or English, contain all words; case and Polish letters do not matter; at most 200 characters. Words of one or two letters alone match whole words. */
  readonly text?: string | null | undefined;
  /** Matches practices on any of these topics. Takes the global id or the slug, such as `citizen-service`. */
  readonly topics?: ReadonlyArray<string | number> | null | undefined;
  /** Matches practices of offices that sit in any of these units or serve it, or a unit below it, and practices carried out there. Takes the global id or a TERC of 2, 4, 6 or 7 digits, such as `1465011`, or a 12-digit id of the Local Data Bank, in force or former. */
  readonly withinAny?: ReadonlyArray<string | number> | null | undefined;
};

/** What an office has to do with a practice. */
export type PracticeRole =
  /** It pays for the practice. */
  | 'FUNDER'
  /** The practice is its own. */
  | 'OWNER'
  /** It takes part in the practice. */
  | 'PARTNER'
  /** It submitted the practice to a call. */
  | 'SUBMITTER';

/** The stage of a practice. */
export type PracticeStage =
  /** Abandoned. */
  | 'ABANDONED'
  /** An idea: nothing has been done yet. */
  | 'IDEA'
  /** It is in use, or was in use to its planned end. */
  | 'IMPLEMENTED'
  /** It is being prepared or tried out. */
  | 'IN_PREPARATION';

/** Filters problems; all conditions must hold. */
export type ProblemFilter = {
  /** Matches problems of any of these kinds. */
  readonly kinds?: ReadonlyArray<ProblemKind> | null | undefined;
  /** Matches problems that this filter does not match. */
  readonly not?: ProblemFilter | null | undefined;
  /** Matches problems of the releases with these numbers. */
  readonly releases?: ReadonlyArray<number> | null | undefined;
};

/** What kind of problem an import met. */
export type ProblemKind =
  /** A cell whose text was cut off in the source. */
  | 'CUT_TEXT'
  /** A place outside Poland, kept as text. */
  | 'FOREIGN_PLACE'
  /** A NIP or REGON whose check digit is wrong; it is kept as it stands and flagged. */
  | 'INVALID_NUMBER'
  /** A cell that could not be read, and was left out; the rest of the row was taken. */
  | 'INVALID_VALUE'
  /** An office that may be one of several. */
  | 'OFFICE_AMBIGUOUS'
  /** An office that no list knows. */
  | 'OFFICE_NOT_FOUND'
  /** A private person's e-mail, phone or name, which was left out; its text is not shown. */
  | 'PERSONAL_DATA'
  /** A row that could not be read, and was not taken. */
  | 'ROW_REJECTED'
  /** A territorial unit that may be one of several. */
  | 'UNIT_AMBIGUOUS'
  /** A territorial unit that no register knows. */
  | 'UNIT_NOT_FOUND'
  /** A territorial unit that was joined, though code and names do not agree. */
  | 'UNIT_UNCERTAIN';

/** Filters nodes of the programme tree; all conditions must hold. Of a list, one of its values is enough. */
export type ProgrammeFilter = {
  /** Filters nodes by code, in the form of `code` or of `number`. */
  readonly codes?: ReadonlyArray<string> | null | undefined;
  /** Filters nodes by level. */
  readonly levels?: ReadonlyArray<ProgrammeLevel> | null | undefined;
  /** Matches nodes that this filter does not match. */
  readonly not?: ProgrammeFilter | null | undefined;
  /** Filters nodes by programming period. */
  readonly periods?: ReadonlyArray<ProgrammingPeriod> | null | undefined;
  /** Filters nodes by words in the name, at most 12, without regard to case and Polish letters. */
  readonly text?: string | null | undefined;
};

/** A level of the programme tree. */
export type ProgrammeLevel =
  /** A measure (działanie). */
  | 'MEASURE'
  /** A programming period: the root of a tree. */
  | 'PERIOD'
  /** A priority or priority axis (priorytet, oś priorytetowa). */
  | 'PRIORITY'
  /** A programme (program operacyjny). */
  | 'PROGRAMME'
  /** A sub-measure (poddziałanie). */
  | 'SUBMEASURE';

/** A programming period of the European Union. Its values begin with `P` because a name of GraphQL cannot begin with a digit. */
export type ProgrammingPeriod =
  /** 2007-2013. */
  | 'P2007_2013'
  /** 2014-2020. */
  | 'P2014_2020'
  /** 2021-2027. */
  | 'P2021_2027';

/** How the amounts of a project with places in several groups are counted. */
export type ProjectAllocation =
  /** In equal parts, one for each of its groups of places, which add up to the whole to the last hundredth. The division is the hub’s own, not of any source. */
  | 'EQUAL_SPLIT'
  /** In full in each group: the groups overlap, and their sums add up to more than the whole. */
  | 'FULL';

/** Filters projects; all conditions must hold. Of a list, one of its values is enough. */
export type ProjectFilter = {
  /** Filters projects by an office or organisation that takes part. Takes the global id of either, or the code or NIP of an office. */
  readonly beneficiaryId?: string | number | null | undefined;
  /** Filters projects by the tax number (NIP) of someone who takes part: 10 digits. */
  readonly beneficiaryNip?: string | null | undefined;
  /** Filters projects by words in the name of someone who takes part. Words of one or two letters alone match whole words. */
  readonly beneficiaryText?: string | null | undefined;
  /** Filters projects by country, ISO 3166-1 codes such as `PL`. Only Kohesio lists projects outside Poland; statistics leave them out unless their country is given. */
  readonly countries?: ReadonlyArray<string> | null | undefined;
  /** Filters projects by the currency of their amounts: `PLN` or `EUR`. */
  readonly currencies?: ReadonlyArray<string> | null | undefined;
  /** Filters projects by their last day. */
  readonly endsOn?: DateRange | null | undefined;
  /** Filters projects by the contribution of the European Union, whatever the currency. */
  readonly euContribution?: DecimalRange | null | undefined;
  /** Filters projects by fund, such as `EFRR`. */
  readonly funds?: ReadonlyArray<string> | null | undefined;
  /** Leaves out projects for which all of this holds. */
  readonly not?: ProjectFilter | null | undefined;
  /** Filters projects by programming period. */
  readonly periods?: ReadonlyArray<ProgrammingPeriod> | null | undefined;
  /** Filters projects by nodes of the programme tree, at and below them. Takes the global id or the path of its codes, such as `2014-2020/pois`. */
  readonly programmes?: ReadonlyArray<string | number> | null | undefined;
  /** Filters projects by the role in which someone takes part; with a beneficiary, the same one. */
  readonly roles?: ReadonlyArray<ParticipationRole> | null | undefined;
  /** Filters projects by their first day. */
  readonly startsOn?: DateRange | null | undefined;
  /** Filters projects by words in the title, contract number or name of the beneficiary, without regard to case and Polish letters; at most 12. Words of one or two letters alone match whole words. */
  readonly text?: string | null | undefined;
  /** Filters projects by total value, whatever the currency. */
  readonly value?: DecimalRange | null | undefined;
  /** Matches projects with a place in any of these units or in a unit below it. Takes the global id or a TERC of 2, 4, 6 or 7 digits, such as `1465011`, or a 12-digit id of the Local Data Bank, in force or former. Projects of the whole country are in no unit. */
  readonly withinAny?: ReadonlyArray<string | number> | null | undefined;
};

/** A list of projects. */
export type ProjectList =
  /** The national list of 2021-2027, from the system CST2021. */
  | 'CST2021'
  /** A document, where no list has the project. */
  | 'DOCUMENT'
  /** The map of grants (Mapa dotacji UE), without contract numbers and days. */
  | 'GRANTS_MAP'
  /** The European Commission's Kohesio, made of the national lists. */
  | 'KOHESIO'
  /** The national list of 2007-2013, from the system KSI SIMIK 07-13. */
  | 'KSI_SIMIK'
  /** The national list of 2014-2020, from the system SL2014. */
  | 'SL2014';

/** The order of projects; equal ones are ordered by id. */
export type ProjectOrder = {
  /** The direction. */
  readonly direction?: OrderDirection;
  /** The field to order by. */
  readonly field: ProjectOrderField;
};

/** What projects are ordered by. */
export type ProjectOrderField =
  /** The day on which it ends. Projects without one come first in ascending order. */
  | 'ENDED_ON'
  /** The European Union's contribution as a number, whatever the currency. Projects without one come first in ascending order. */
  | 'EU_CONTRIBUTION'
  /** The day on which it starts. Projects without one come first in ascending order. */
  | 'STARTED_ON'
  /** The title in Polish alphabetical order. */
  | 'TITLE'
  /** The total value as a number, whatever the currency; see the filter `currencies`. Projects without one come first in ascending order. */
  | 'VALUE';

/** What a location of a project is. */
export type ProjectPlaceKind =
  /** A text that was joined to no unit: a foreign region, a cell that was cut, an unclear name. */
  | 'TEXT'
  /** A territorial unit. */
  | 'UNIT'
  /** The whole of Poland. */
  | 'WHOLE_COUNTRY';

/** Filters releases; all conditions must hold. */
export type ReleaseFilter = {
  /** Matches releases that this filter does not match. */
  readonly not?: ReleaseFilter | null | undefined;
  /** Matches releases by number. */
  readonly number?: IntRange | null | undefined;
  /** Matches releases that were published in these days (UTC). */
  readonly releasedOn?: DateRange | null | undefined;
  /** Matches releases whose source is of any of these kinds, such as `teryt`. */
  readonly sourceKinds?: ReadonlyArray<string> | null | undefined;
  /** Matches releases with any of these statuses. */
  readonly statuses?: ReadonlyArray<ReleaseStatus> | null | undefined;
};

/** The status of a release. */
export type ReleaseStatus =
  /** Its changes are part of the public data. */
  | 'PUBLISHED'
  /** Its changes were taken back by a later release. */
  | 'WITHDRAWN';

/** How a reference was understood. */
export type ResolutionMethod =
  /** A 12-digit id of the Local Data Bank. */
  | 'BDL_ID'
  /** The ISO 3166-2 code of a voivodeship, `PL-02` or, before 2018, `PL-DS`. */
  | 'ISO_CODE'
  /** A 14-digit KTS code of Statistics Poland. */
  | 'KTS_ID'
  /** The official name. */
  | 'NAME'
  /** The official name with shortened words: `Ostrów Wlkp.`, `Góra Św. Małgorzaty`. */
  | 'NAME_ABBREVIATED'
  /** The official name without regard to case and to Polish letters. */
  | 'NAME_FOLDED'
  /** A name that the unit had before the day. */
  | 'NAME_FORMER'
  /** A name that differs from the official one by a letter or two. */
  | 'NAME_FUZZY'
  /** The official name in another case: `Rzeszowa`, `w Gliwicach`, `powiatu kieleckiego`. */
  | 'NAME_INFLECTED'
  /** A name that the unit got after the day. */
  | 'NAME_LATER'
  /** The official name without what distinguishes it from its namesakes: `Dobra` for `Dobra (Szczecińska)`. */
  | 'NAME_SHORT'
  /** A 10-digit code of the former NTS nomenclature. */
  | 'NTS_ID'
  /** A NUTS code of 2010, 2013, 2016 or 2021: the voivodeships that the region is, or in which it lies. */
  | 'NUTS_CODE'
  /** A name with the names of the units around it. */
  | 'PATH'
  /** The TERC in force on the day. */
  | 'TERC_CODE'
  /** A TERC that the unit had before the day. */
  | 'TERC_CODE_FORMER'
  /** A TERC that the unit got after the day. */
  | 'TERC_CODE_LATER'
  /** A TERC that lost its leading zero, as spreadsheets do. */
  | 'TERC_CODE_LEADING_ZERO'
  /** A TERC whose last digit names another kind than the unit has. */
  | 'TERC_CODE_OTHER_KIND'
  /** A TERC filled up with zeros to the length of a longer one. */
  | 'TERC_CODE_PADDED'
  /** The first 6 digits of a TERC, without the kind. */
  | 'TERC_CODE_WITHOUT_KIND';

/** What can be found by the search. */
export type SearchType =
  /** A self-assessment of an office, by model and office. */
  | 'ASSESSMENT'
  /** A call. */
  | 'CALL'
  /** An event. */
  | 'EVENT'
  /** A living lab. */
  | 'LIVING_LAB'
  /** A metric, by its names, code and definitions. */
  | 'METRIC'
  /** An office, by its names, locality, NIP and REGON. */
  | 'OFFICE'
  /** A good practice. */
  | 'PRACTICE'
  /** A programme, priority, measure or submeasure, by its name and code. */
  | 'PROGRAMME'
  /** An EU-funded project. */
  | 'PROJECT'
  /** A territorial unit, by its present and former names and codes. */
  | 'TERRITORIAL_UNIT';

/** What became of a practice that was submitted to a call. */
export type SubmissionOutcome =
  /** It was not selected. */
  | 'NOT_SELECTED'
  /** On the reserve list. */
  | 'RESERVE'
  /** It was selected. */
  | 'SELECTED'
  /** It was submitted; nothing more is known. */
  | 'SUBMITTED';

/** The kind of a territorial unit, as the last digit of its TERC code (RODZ) states it. */
export type TerritorialKind =
  /** Delegatura of Kraków, Łódź, Poznań or Wrocław, RODZ 9; an auxiliary unit. */
  | 'DELEGATURA'
  /** Powiat. A city with powiat rights is an URBAN_GMINA that counts at the level POWIAT too. */
  | 'POWIAT'
  /** Rural area of an urban-rural gmina, RODZ 5; a part of the gmina. */
  | 'RURAL_AREA'
  /** Rural gmina (gmina wiejska), RODZ 2. */
  | 'RURAL_GMINA'
  /** Town in an urban-rural gmina, RODZ 4; a part of the gmina. */
  | 'TOWN'
  /** Urban gmina (gmina miejska), RODZ 1; cities with powiat rights among them. */
  | 'URBAN_GMINA'
  /** Urban-rural gmina (gmina miejsko-wiejska), RODZ 3. */
  | 'URBAN_RURAL_GMINA'
  /** Voivodeship (województwo). */
  | 'VOIVODESHIP'
  /** District (dzielnica) of Warsaw, RODZ 8; an auxiliary unit. */
  | 'WARSAW_DISTRICT';

/** The level of a territorial unit. A city with powiat rights is at two: GMINA and POWIAT. */
export type TerritorialLevel =
  /** Districts of Warsaw and delegatury; not self-governments. */
  | 'AUXILIARY'
  /** Gminas of every kind, cities with powiat rights among them. */
  | 'GMINA'
  /** Towns and rural areas of urban-rural gminas; not self-governments. */
  | 'PART'
  /** Powiats and cities with powiat rights. */
  | 'POWIAT'
  /** The 16 voivodeships. */
  | 'VOIVODESHIP';

/** What happened to a territorial unit. */
export type TerritorialUnitEventType =
  /** It ended; its area went to other units. */
  | 'ABOLISHED'
  /** It began, or began again. */
  | 'CREATED'
  /** It got another kind, and with it another last digit of the code. */
  | 'KIND_CHANGED'
  /** It came to another parent. */
  | 'MOVED'
  /** It got another code and nothing else. */
  | 'RECODED'
  /** It got another name. */
  | 'RENAMED';

/** Filters territorial units. All conditions must hold. */
export type TerritorialUnitFilter = {
  /** Filters units by whether their state on the day is certain. */
  readonly isCertain?: boolean | null | undefined;
  /** Filters units by whether they are cities with powiat rights. */
  readonly isCityWithPowiatRights?: boolean | null | undefined;
  /** Filters units by whether they govern themselves. */
  readonly isSelfGovernment?: boolean | null | undefined;
  /** Matches units of any of these kinds. */
  readonly kinds?: ReadonlyArray<TerritorialKind> | null | undefined;
  /** Matches units at any of these levels. Cities with powiat rights are at POWIAT and at GMINA. */
  readonly levels?: ReadonlyArray<TerritorialLevel> | null | undefined;
  /** Filters units by a value of a metric. */
  readonly metric?: TerritorialUnitMetricFilter | null | undefined;
  /** Matches units whose name contains this text, without regard to case and to Polish letters. */
  readonly name?: string | null | undefined;
  /** Matches units that do not match this filter. */
  readonly not?: TerritorialUnitFilter | null | undefined;
  /** Filters units by the latest value of `population`. */
  readonly population?: DecimalRange | null | undefined;
  /** Filters units by the first day of their state. */
  readonly validFrom?: DateRange | null | undefined;
  /** Matches any of these units and the units below them. Takes the global id or a TERC of 2, 4, 6 or 7 digits, such as `1465011`, or a 12-digit id of the Local Data Bank, in force or former. A former code means the unit that had it. */
  readonly withinAny?: ReadonlyArray<string | number> | null | undefined;
};

/** Filters units by a value of a metric, bounds included. Units without a value do not match. */
export type TerritorialUnitMetricFilter = {
  /** The metric. Takes the global id or the code, such as `population`. */
  readonly code: string | number;
  /** The lower bound; none without it. */
  readonly from?: string | null | undefined;
  /** The period of the value; without it the latest with values, of each level. */
  readonly period?: string | null | undefined;
  /** The upper bound; none without it. */
  readonly to?: string | null | undefined;
};

/** A territorial unit as a document names it: by a code, a text or both. */
export type TerritorialUnitReference = {
  /** A code in any shape: TERC with 2, 4, 6 or 7 digits, with blanks, without its leading zero, no longer in force; BDL, NTS or KTS id. */
  readonly code?: string | null | undefined;
  /** Returns all units below that are at this level. */
  readonly level?: TerritorialLevel | null | undefined;
  /** A name in any form, such as `gm. Morawica`, `powiat m. st. Warszawa`, `Slupsk`, `WOJ.: LUBELSKIE, POW.: Biała Podlaska`. */
  readonly text?: string | null | undefined;
  /** TERC of a unit that must contain the candidates. */
  readonly within?: string | null | undefined;
};

/** Which way a value went over a span, judged by the polarity of the metric. */
export type TravelDirection =
  /** The value of a neutral metric fell. */
  | 'FALLING'
  /** The value went where the polarity of the metric says it is better. */
  | 'IMPROVING'
  /** The value of a neutral metric rose. */
  | 'RISING'
  /** The value is the same. */
  | 'STABLE'
  /** The value went the other way. */
  | 'WORSENING';

export type AllUnitsQueryVariables = Exact<{
  levels?: ReadonlyArray<TerritorialLevel> | TerritorialLevel | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  asOf?: string | null | undefined;
}>;


export type AllUnitsQuery = { readonly territorialUnits: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly terc: string, readonly bdlId: string | null, readonly name: string, readonly kind: TerritorialKind, readonly validFrom: string, readonly validTo: string | null, readonly parent: { readonly id: string } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type CallsClosedQueryVariables = Exact<{
  from: string;
  to: string;
  lang?: Language;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type CallsClosedQuery = { readonly calls: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly node: { readonly slug: string, readonly title: string, readonly kind: CallKind, readonly opensOn: string | null, readonly closesOn: string | null, readonly resultsOn: string | null, readonly admission: AdmissionOrder | null, readonly steps: ReadonlyArray<string>, readonly benefits: ReadonlyArray<string>, readonly organisers: ReadonlyArray<{ readonly role: OrganiserRole, readonly name: string }>, readonly preferences: ReadonlyArray<{ readonly text: string, readonly populationFrom: number | null, readonly populationTo: number | null }>, readonly capacity: ReadonlyArray<{ readonly counted: CountedThing, readonly planned: number | null, readonly actual: number | null }> } }> } | null };

export type ChartDistributionQueryVariables = Exact<{
  metric: string | number;
  period?: string | null | undefined;
  level?: ObservationLevel | null | undefined;
  peers?: PeerFilter | null | undefined;
  facet?: string | null | undefined;
  lang?: Language;
}>;


export type ChartDistributionQuery = { readonly distribution: { readonly period: string, readonly facets: ReadonlyArray<{ readonly publisher: string }>, readonly bins: ReadonlyArray<{ readonly from: number, readonly to: number, readonly count: number }>, readonly summary: { readonly count: number, readonly missing: number, readonly median: number | null } } | null, readonly metric: { readonly code: string, readonly name: string, readonly unitOfMeasure: string, readonly decimals: number } | null };

export type ChartMapQueryVariables = Exact<{
  metric: string | number;
  period?: string | null | undefined;
  level?: ObservationLevel | null | undefined;
  outlines?: TerritorialLevel | null | undefined;
  detail?: OutlineDetail | null | undefined;
  first?: number | null | undefined;
  after?: string | number | null | undefined;
  peers?: PeerFilter | null | undefined;
  facet?: string | null | undefined;
  lang?: Language;
}>;


export type ChartMapQuery = { readonly choropleth: { readonly period: string, readonly facets: ReadonlyArray<{ readonly publisher: string }>, readonly classes: ReadonlyArray<{ readonly from: number, readonly to: number, readonly count: number }>, readonly regions: ReadonlyArray<{ readonly value: number | null, readonly classIndex: number | null, readonly unit: { readonly terc: string, readonly name: string, readonly outline: string | null } }> | null } | null, readonly metric: { readonly code: string, readonly name: string, readonly unitOfMeasure: string, readonly decimals: number, readonly polarity: MetricPolarity } | null };

export type ChartRankingQueryVariables = Exact<{
  metric: string | number;
  period?: string | null | undefined;
  level?: ObservationLevel | null | undefined;
  peers?: PeerFilter | null | undefined;
  facet?: string | null | undefined;
  first?: number | null | undefined;
  lang?: Language;
}>;


export type ChartRankingQuery = { readonly ranking: { readonly totalCount: number, readonly missing: number, readonly period: string, readonly facets: ReadonlyArray<{ readonly publisher: string }>, readonly edges: ReadonlyArray<{ readonly node: { readonly rank: number, readonly value: number, readonly flag: ObservationFlag, readonly unit: { readonly terc: string, readonly name: string } } }> } | null, readonly metric: { readonly code: string, readonly name: string, readonly unitOfMeasure: string, readonly decimals: number } | null };

export type ChartSeriesQueryVariables = Exact<{
  metric: string | number;
  subjects: ReadonlyArray<ObservationSubjectInput> | ObservationSubjectInput;
  from?: string | null | undefined;
  to?: string | null | undefined;
  facet?: string | null | undefined;
  lang?: Language;
}>;


export type ChartSeriesQuery = { readonly timeSeries: { readonly series: ReadonlyArray<{ readonly subject: { readonly name: string, readonly unit: { readonly terc: string } | null }, readonly points: ReadonlyArray<{ readonly period: string, readonly value: number | null, readonly flag: ObservationFlag, readonly isFacetChange: boolean, readonly areaChange: { readonly reason: string } | null, readonly facet: { readonly publisher: string } }> } | null> } | null, readonly metric: { readonly code: string, readonly name: string, readonly unitOfMeasure: string, readonly decimals: number } | null };

export type CitiesWithPowiatRightsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  asOf?: string | null | undefined;
}>;


export type CitiesWithPowiatRightsQuery = { readonly territorialUnits: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly terc: string, readonly powiatTerc: string | null, readonly name: string, readonly voivodeship: { readonly id: string, readonly name: string } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type ConferenceSessionsQueryVariables = Exact<{
  event: string;
  lang?: Language;
}>;


export type ConferenceSessionsQuery = { readonly event: { readonly title: string, readonly startsOn: string | null, readonly motto: string | null, readonly place: string | null, readonly organisers: ReadonlyArray<{ readonly role: OrganiserRole, readonly name: string }>, readonly numbers: ReadonlyArray<{ readonly counted: CountedThing, readonly planned: number | null, readonly actual: number | null }>, readonly sessions: ReadonlyArray<{ readonly order: number, readonly theme: string, readonly presentations: ReadonlyArray<{ readonly order: number, readonly practice: { readonly slug: string, readonly title: string }, readonly shownBy: ReadonlyArray<{ readonly name: string, readonly office: { readonly id: string, readonly tier: OfficeTier } | null }> }> | null }> | null, readonly citations: ReadonlyArray<{ readonly title: string, readonly documentUrl: string | null, readonly publishedOn: { readonly text: string } | null }> } | null };

export type EuMoneyQueryVariables = Exact<{
  filter?: ProjectFilter | null | undefined;
  allocation?: ProjectAllocation;
}>;


export type EuMoneyQuery = { readonly projectStatistics: { readonly count: number, readonly allocation: ProjectAllocation, readonly isOverlapping: boolean, readonly groupCount: number, readonly groups: ReadonlyArray<{ readonly period: ProgrammingPeriod | null, readonly count: number, readonly voivodeship: { readonly terc: string, readonly name: string } | null, readonly amounts: ReadonlyArray<{ readonly currency: string, readonly euContribution: { readonly count: number, readonly sum: { readonly amount: string } | null }, readonly value: { readonly sum: { readonly amount: string } | null } }> }> } | null };

export type FindOfficesQueryVariables = Exact<{
  filter?: OfficeFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type FindOfficesQuery = { readonly offices: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly code: string, readonly name: string, readonly kind: OfficeKind, readonly tier: OfficeTier, readonly nip: string | null, readonly isNipValid: boolean | null, readonly servesUnit: { readonly id: string, readonly terc: string, readonly name: string } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type FindPracticesQueryVariables = Exact<{
  filter?: PracticeFilter | null | undefined;
  lang?: Language;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type FindPracticesQuery = { readonly practices: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly slug: string, readonly title: string, readonly summary: string | null, readonly stage: PracticeStage | null, readonly url: string, readonly topics: ReadonlyArray<{ readonly slug: string }>, readonly offices: ReadonlyArray<{ readonly role: PracticeRole, readonly name: string }> } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type LatestReleaseQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type LatestReleaseQuery = { readonly release: { readonly number: number, readonly releasedAt: string, readonly note: string | null, readonly records: number, readonly created: number, readonly changed: number, readonly unchanged: number, readonly closed: number, readonly duplicates: number, readonly rejected: number, readonly source: { readonly name: string, readonly publisher: string, readonly publicationUrl: string, readonly fileName: string, readonly sha256: string, readonly asOf: string, readonly licence: string }, readonly rejectedRows: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly row: number, readonly column: string | null, readonly reason: string, readonly text: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null } | null };

export type MetricDistributionQueryVariables = Exact<{
  metric: string | number;
  period: string;
  level?: ObservationLevel | null | undefined;
  kinds?: ReadonlyArray<TerritorialKind> | TerritorialKind | null | undefined;
  bins?: number | null | undefined;
}>;


export type MetricDistributionQuery = { readonly distribution: { readonly asJsonStat: Record<string, unknown>, readonly metric: { readonly code: string, readonly name: string, readonly unitOfMeasure: string }, readonly facets: ReadonlyArray<{ readonly code: string, readonly publisher: string }>, readonly bins: ReadonlyArray<{ readonly from: number, readonly to: number, readonly count: number }>, readonly summary: { readonly count: number, readonly lowerQuartile: number | null, readonly median: number | null, readonly upperQuartile: number | null } } | null };

export type MetricRankingQueryVariables = Exact<{
  metric: string | number;
  period: string;
  level?: ObservationLevel | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type MetricRankingQuery = { readonly ranking: { readonly totalCount: number, readonly missing: number, readonly facets: ReadonlyArray<{ readonly code: string, readonly publisher: string }>, readonly edges: ReadonlyArray<{ readonly node: { readonly rank: number, readonly value: number, readonly unit: { readonly terc: string, readonly name: string } } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type MetricValuesQueryVariables = Exact<{
  metrics: ReadonlyArray<string | number> | string | number;
  subjects: ReadonlyArray<ObservationSubjectInput> | ObservationSubjectInput;
  from?: string | null | undefined;
  to?: string | null | undefined;
  facet?: string | null | undefined;
  dimensions?: ReadonlyArray<DimensionValueInput> | DimensionValueInput | null | undefined;
}>;


export type MetricValuesQuery = { readonly timeSeries: { readonly asJsonStat: Record<string, unknown> } | null };

export type MetricsQueryVariables = Exact<{
  filter?: MetricFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type MetricsQuery = { readonly metrics: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly code: string, readonly name: string, readonly definition: string | null, readonly unitOfMeasure: string, readonly kind: MetricKind, readonly polarity: MetricPolarity, readonly aggregation: MetricAggregation, readonly levels: ReadonlyArray<ObservationLevel>, readonly periods: ReadonlyArray<string>, readonly formula: string | null, readonly nameEn: string, readonly facets: ReadonlyArray<{ readonly code: string, readonly publisher: string, readonly isDefault: boolean }> } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type NodesByIdQueryVariables = Exact<{
  ids: ReadonlyArray<string | number> | string | number;
}>;


export type NodesByIdQuery = { readonly nodes: ReadonlyArray<
    | { readonly __typename: 'Admission', readonly id: string }
    | { readonly __typename: 'Adoption', readonly id: string }
    | { readonly __typename: 'Assessment', readonly id: string }
    | { readonly __typename: 'Call', readonly id: string }
    | { readonly __typename: 'Certification', readonly id: string }
    | { readonly __typename: 'Citation', readonly id: string }
    | { readonly __typename: 'Correction', readonly id: string }
    | { readonly __typename: 'CostBenefit', readonly id: string }
    | { readonly __typename: 'Event', readonly id: string }
    | { readonly __typename: 'Evidence', readonly id: string }
    | { readonly __typename: 'ImprovementAction', readonly id: string }
    | { readonly __typename: 'LivingLab', readonly id: string }
    | { readonly __typename: 'Material', readonly id: string }
    | { readonly __typename: 'Metric', readonly id: string }
    | { readonly __typename: 'MetricFacet', readonly id: string }
    | { readonly __typename: 'Observation', readonly id: string }
    | { readonly __typename: 'Office', readonly id: string }
    | { readonly __typename: 'OfficeRecord', readonly id: string }
    | { readonly __typename: 'Organisation', readonly id: string }
    | { readonly __typename: 'Organiser', readonly id: string }
    | { readonly __typename: 'Participation', readonly id: string }
    | { readonly __typename: 'PlannedAndActual', readonly id: string }
    | { readonly __typename: 'Practice', readonly id: string }
    | { readonly __typename: 'PracticeOffice', readonly id: string }
    | { readonly __typename: 'PracticeSubmission', readonly id: string }
    | { readonly __typename: 'Presentation', readonly id: string }
    | { readonly __typename: 'Problem', readonly id: string }
    | { readonly __typename: 'Programme', readonly id: string }
    | { readonly __typename: 'Project', readonly id: string }
    | { readonly __typename: 'ProjectModule', readonly id: string }
    | { readonly __typename: 'ProjectProduct', readonly id: string }
    | { readonly __typename: 'ProjectRecord', readonly id: string }
    | { readonly __typename: 'Release', readonly number: number, readonly releasedAt: string, readonly id: string }
    | { readonly __typename: 'Session', readonly id: string }
    | { readonly __typename: 'Source', readonly name: string, readonly asOf: string, readonly id: string }
    | { readonly __typename: 'TerritorialUnit', readonly terc: string, readonly name: string, readonly kind: TerritorialKind, readonly id: string }
    | { readonly __typename: 'Theme', readonly id: string }
    | { readonly __typename: 'Topic', readonly id: string }
   | null> | null };

export type OfficeProjectsQueryVariables = Exact<{
  id: string | number;
  lang?: Language;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type OfficeProjectsQuery = { readonly office: { readonly id: string, readonly name: string, readonly participations: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly role: ParticipationRole, readonly startsOn: string | null, readonly endsOn: string | null, readonly module: { readonly ordinal: number, readonly name: string, readonly plannedParticipants: number | null, readonly actualParticipants: number | null, readonly products: ReadonlyArray<{ readonly name: string, readonly ratings: ReadonlyArray<{ readonly survey: string, readonly respondents: string, readonly askedOn: string | null, readonly rank: number | null, readonly score: string | null, readonly verdict: string | null }> }> } | null, readonly project: { readonly id: string, readonly title: string, readonly summary: string | null, readonly programmePath: ReadonlyArray<{ readonly level: ProgrammeLevel, readonly code: string | null, readonly name: string | null }>, readonly modules: ReadonlyArray<{ readonly ordinal: number, readonly name: string, readonly startsOn: string | null, readonly endsOn: string | null, readonly plannedParticipants: number | null, readonly actualParticipants: number | null }>, readonly citations: { readonly edges: ReadonlyArray<{ readonly node: { readonly title: string, readonly documentUrl: string | null } }> } | null, readonly inferences: ReadonlyArray<{ readonly field: string, readonly reason: string }> } } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null } | null };

export type OfficeSelfAssessmentsQueryVariables = Exact<{
  model: AssessmentModel;
  offices?: ReadonlyArray<string | number> | string | number | null | undefined;
}>;


export type OfficeSelfAssessmentsQuery = { readonly compareAssessments: { readonly edition: string, readonly warning: string | null, readonly spreads: ReadonlyArray<{ readonly externallyValidated: boolean, readonly count: number, readonly lowerQuartile: number | null, readonly median: number | null, readonly upperQuartile: number | null, readonly criterion: { readonly code: string, readonly name: string } }>, readonly assessments: ReadonlyArray<{ readonly assessedOn: string, readonly externallyValidated: boolean | null, readonly office: { readonly name: string } }> } | null };

export type OfficeSourcesQueryVariables = Exact<{
  id: string | number;
}>;


export type OfficeSourcesQuery = { readonly office: { readonly id: string, readonly code: string, readonly name: string, readonly names: ReadonlyArray<{ readonly name: string, readonly type: OfficeNameType, readonly validFrom: string | null, readonly validTo: string | null }>, readonly records: ReadonlyArray<{ readonly asOf: string, readonly row: number, readonly originalRow: unknown, readonly source: { readonly id: string, readonly name: string, readonly publisher: string, readonly fileName: string }, readonly matches: ReadonlyArray<{ readonly field: string, readonly text: string | null, readonly method: MatchMethod | null, readonly confidence: number | null, readonly candidates: ReadonlyArray<{ readonly label: string, readonly confidence: number, readonly method: MatchMethod }> }> }> } | null };

export type AssessmentsPageQueryVariables = Exact<{
  filter?: AssessmentFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AssessmentsPageQuery = { readonly assessments: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly model: AssessmentModel, readonly edition: string, readonly assessedOn: string, readonly externallyValidated: boolean | null, readonly office: { readonly code: string, readonly name: string } } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type CallPageQueryVariables = Exact<{
  slug: string;
  lang?: Language;
}>;


export type CallPageQuery = { readonly call: { readonly id: string, readonly slug: string, readonly title: string, readonly summary: string | null, readonly motto: string | null, readonly kind: CallKind, readonly announcedOn: string | null, readonly opensOn: string | null, readonly closesOn: string | null, readonly resultsOn: string | null, readonly admission: AdmissionOrder | null, readonly tiers: ReadonlyArray<OfficeTier>, readonly eligibility: ReadonlyArray<string>, readonly steps: ReadonlyArray<string>, readonly benefits: ReadonlyArray<string>, readonly results: ReadonlyArray<string>, readonly resultsUrl: string | null, readonly openingDate: { readonly text: string } | null, readonly closingDate: { readonly text: string } | null, readonly resultsDate: { readonly text: string } | null, readonly preferences: ReadonlyArray<{ readonly text: string, readonly populationFrom: number | null, readonly populationTo: number | null }>, readonly capacity: ReadonlyArray<{ readonly counted: CountedThing, readonly planned: number | null, readonly actual: number | null }>, readonly themes: ReadonlyArray<{ readonly title: string }>, readonly organisers: ReadonlyArray<{ readonly role: OrganiserRole, readonly name: string, readonly office: { readonly code: string } | null }>, readonly channels: ReadonlyArray<{ readonly tier: OfficeTier | null, readonly purpose: string | null, readonly email: string | null, readonly url: string | null }>, readonly documents: ReadonlyArray<{ readonly title: string, readonly url: string | null }>, readonly admitted: ReadonlyArray<{ readonly role: AdmissionRole, readonly name: string, readonly office: { readonly code: string } | null }>, readonly submissions: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly outcome: SubmissionOutcome, readonly practice: { readonly slug: string, readonly title: string } } }> } | null, readonly event: { readonly slug: string, readonly title: string } | null, readonly livingLab: { readonly slug: string, readonly title: string } | null, readonly project: { readonly id: string, readonly title: string } | null, readonly citations: ReadonlyArray<{ readonly title: string, readonly documentUrl: string | null }>, readonly inferences: ReadonlyArray<{ readonly field: string, readonly reason: string }>, readonly source: { readonly name: string, readonly publisher: string, readonly licence: string, readonly publicationUrl: string, readonly asOf: string } } | null };

export type CallsPageQueryVariables = Exact<{
  filter?: CallFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  lang?: Language;
}>;


export type CallsPageQuery = { readonly calls: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly slug: string, readonly title: string, readonly kind: CallKind, readonly opensOn: string | null, readonly closesOn: string | null, readonly organisers: ReadonlyArray<{ readonly name: string }> } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type ComparePageQueryVariables = Exact<{
  metrics: ReadonlyArray<string | number> | string | number;
  subjects: ReadonlyArray<ObservationSubjectInput> | ObservationSubjectInput;
  lang?: Language;
}>;


export type ComparePageQuery = { readonly timeSeries: { readonly series: ReadonlyArray<{ readonly metric: { readonly code: string, readonly name: string, readonly unitOfMeasure: string, readonly decimals: number }, readonly subject: { readonly name: string, readonly unit: { readonly terc: string } | null }, readonly latest: { readonly period: string, readonly value: number | null } | null, readonly points: ReadonlyArray<{ readonly period: string, readonly value: number | null, readonly flag: ObservationFlag, readonly isFacetChange: boolean, readonly areaChange: { readonly reason: string } | null, readonly facet: { readonly publisher: string } }> } | null> } | null };

export type DevelopersPageQueryVariables = Exact<{ [key: string]: never; }>;


export type DevelopersPageQuery = { readonly limits: { readonly cost: number, readonly depth: number, readonly fields: number, readonly documentBytes: number, readonly documentTokens: number, readonly listItems: number, readonly pageEntries: number, readonly operationTimeoutMs: number, readonly exportRows: number } };

export type EventPageQueryVariables = Exact<{
  slug: string;
  lang?: Language;
}>;


export type EventPageQuery = { readonly event: { readonly id: string, readonly slug: string, readonly title: string, readonly summary: string | null, readonly motto: string | null, readonly kind: EventKind | null, readonly scheme: string | null, readonly startsOn: string | null, readonly endsOn: string | null, readonly place: string | null, readonly aims: ReadonlyArray<string>, readonly outcomes: ReadonlyArray<string>, readonly startDate: { readonly text: string } | null, readonly unit: { readonly terc: string, readonly name: string } | null, readonly organisers: ReadonlyArray<{ readonly role: OrganiserRole, readonly name: string, readonly office: { readonly code: string } | null }>, readonly numbers: ReadonlyArray<{ readonly counted: CountedThing, readonly planned: number | null, readonly actual: number | null }>, readonly sessions: ReadonlyArray<{ readonly order: number, readonly theme: string, readonly presentations: ReadonlyArray<{ readonly order: number, readonly practice: { readonly slug: string, readonly title: string }, readonly shownBy: ReadonlyArray<{ readonly name: string, readonly office: { readonly code: string } | null }>, readonly materials: ReadonlyArray<{ readonly type: MaterialType, readonly title: string | null, readonly contentUrl: string }> }> | null }> | null, readonly calls: { readonly edges: ReadonlyArray<{ readonly node: { readonly slug: string, readonly title: string } }> } | null, readonly project: { readonly id: string, readonly title: string } | null, readonly materials: ReadonlyArray<{ readonly type: MaterialType, readonly title: string | null, readonly contentUrl: string }>, readonly citations: ReadonlyArray<{ readonly title: string, readonly documentUrl: string | null }>, readonly inferences: ReadonlyArray<{ readonly field: string, readonly reason: string }>, readonly source: { readonly name: string, readonly publisher: string, readonly licence: string, readonly publicationUrl: string, readonly asOf: string } } | null };

export type EventsPageQueryVariables = Exact<{
  filter?: EventFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  lang?: Language;
}>;


export type EventsPageQuery = { readonly events: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly slug: string, readonly title: string, readonly kind: EventKind | null, readonly startsOn: string | null, readonly endsOn: string | null, readonly place: string | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type HomePageQueryVariables = Exact<{
  lang?: Language;
}>;


export type HomePageQuery = { readonly voivodeships: { readonly edges: ReadonlyArray<{ readonly node: { readonly terc: string, readonly name: string, readonly outline: string | null } }> } | null, readonly gminas: { readonly totalCount: number } | null, readonly offices: { readonly totalCount: number } | null, readonly projects: { readonly totalCount: number } | null, readonly practices: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly slug: string, readonly title: string, readonly summary: string | null } }> } | null, readonly metrics: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly periods: ReadonlyArray<string> } }> } | null, readonly calls: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly slug: string, readonly title: string, readonly opensOn: string | null, readonly closesOn: string | null } }> } | null, readonly firstEvent: { readonly edges: ReadonlyArray<{ readonly node: { readonly startsOn: string | null } }> } | null, readonly firstRelease: { readonly edges: ReadonlyArray<{ readonly node: { readonly releasedAt: string } }> } | null, readonly events: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly slug: string, readonly title: string, readonly startsOn: string | null } }> } | null, readonly releases: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly number: number, readonly releasedAt: string, readonly source: { readonly name: string, readonly publisher: string } } }> } | null };

export type LivingLabPageQueryVariables = Exact<{
  slug: string;
  lang?: Language;
}>;


export type LivingLabPageQuery = { readonly livingLab: { readonly id: string, readonly slug: string, readonly title: string, readonly summary: string | null, readonly hostUnit: { readonly terc: string, readonly name: string } | null, readonly stages: ReadonlyArray<{ readonly title: string, readonly description: string | null, readonly from: { readonly text: string } | null, readonly to: { readonly text: string } | null }>, readonly organisers: ReadonlyArray<{ readonly role: OrganiserRole, readonly name: string, readonly office: { readonly code: string } | null }>, readonly project: { readonly id: string, readonly title: string } | null, readonly calls: { readonly edges: ReadonlyArray<{ readonly node: { readonly slug: string, readonly title: string } }> } | null, readonly practices: { readonly edges: ReadonlyArray<{ readonly node: { readonly slug: string, readonly title: string } }> } | null, readonly citations: ReadonlyArray<{ readonly title: string, readonly documentUrl: string | null }>, readonly inferences: ReadonlyArray<{ readonly field: string, readonly reason: string }>, readonly source: { readonly name: string, readonly publisher: string, readonly licence: string, readonly publicationUrl: string, readonly asOf: string } } | null };

export type LivingLabsPageQueryVariables = Exact<{
  filter?: LivingLabFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  lang?: Language;
}>;


export type LivingLabsPageQuery = { readonly livingLabs: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly slug: string, readonly title: string, readonly summary: string | null, readonly hostUnit: { readonly terc: string, readonly name: string } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type LoadPageQueryVariables = Exact<{ [key: string]: never; }>;


export type LoadPageQuery = { readonly units: { readonly totalCount: number } | null, readonly offices: { readonly totalCount: number } | null, readonly projects: { readonly totalCount: number } | null, readonly practices: { readonly totalCount: number } | null, readonly metrics: { readonly totalCount: number } | null, readonly latestPoland: { readonly edges: ReadonlyArray<{ readonly node: { readonly number: number, readonly source: { readonly asOf: string } } }> } | null, readonly latestTeryt: { readonly edges: ReadonlyArray<{ readonly node: { readonly number: number, readonly source: { readonly asOf: string } } }> } | null, readonly latestBoundaries: { readonly edges: ReadonlyArray<{ readonly node: { readonly number: number, readonly source: { readonly asOf: string } } }> } | null, readonly latestOffices: { readonly edges: ReadonlyArray<{ readonly node: { readonly number: number, readonly source: { readonly asOf: string } } }> } | null, readonly latestProjects: { readonly edges: ReadonlyArray<{ readonly node: { readonly number: number, readonly source: { readonly asOf: string } } }> } | null, readonly latestMetrics: { readonly edges: ReadonlyArray<{ readonly node: { readonly number: number, readonly source: { readonly asOf: string } } }> } | null, readonly latestPractices: { readonly edges: ReadonlyArray<{ readonly node: { readonly number: number, readonly source: { readonly asOf: string } } }> } | null, readonly latestAssessments: { readonly edges: ReadonlyArray<{ readonly node: { readonly number: number, readonly source: { readonly asOf: string } } }> } | null };

export type MapPageQueryVariables = Exact<{
  metric: string | number;
  period?: string | null | undefined;
  level?: ObservationLevel | null | undefined;
  outlines?: TerritorialLevel | null | undefined;
  detail?: OutlineDetail | null | undefined;
  first?: number | null | undefined;
  after?: string | number | null | undefined;
  peers?: PeerFilter | null | undefined;
  lang?: Language;
}>;


export type MapPageQuery = { readonly choropleth: { readonly period: string, readonly facets: ReadonlyArray<{ readonly publisher: string }>, readonly summary: { readonly count: number, readonly missing: number, readonly median: number | null }, readonly classes: ReadonlyArray<{ readonly from: number, readonly to: number, readonly count: number }>, readonly regions: ReadonlyArray<{ readonly value: number | null, readonly classIndex: number | null, readonly unit: { readonly terc: string, readonly name: string, readonly outline: string | null } }> | null } | null, readonly metric: { readonly code: string, readonly name: string, readonly definition: string | null, readonly unitOfMeasure: string, readonly decimals: number, readonly levels: ReadonlyArray<ObservationLevel>, readonly periods: ReadonlyArray<string> } | null, readonly metrics: { readonly edges: ReadonlyArray<{ readonly node: { readonly code: string, readonly name: string } }> } | null };

export type MetricPageQueryVariables = Exact<{
  code: string | number;
  lang?: Language;
}>;


export type MetricPageQuery = { readonly metric: { readonly id: string, readonly code: string, readonly name: string, readonly definition: string | null, readonly unitOfMeasure: string, readonly kind: MetricKind, readonly polarity: MetricPolarity, readonly aggregation: MetricAggregation, readonly decimals: number, readonly formula: string | null, readonly method: string | null, readonly topic: string | null, readonly levels: ReadonlyArray<ObservationLevel>, readonly periods: ReadonlyArray<string>, readonly periodTypes: ReadonlyArray<PeriodType>, readonly observationCount: number, readonly citation: string | null, readonly dimensions: ReadonlyArray<{ readonly code: string, readonly name: string, readonly values: ReadonlyArray<{ readonly code: string, readonly name: string }> }>, readonly facets: ReadonlyArray<{ readonly code: string, readonly name: string, readonly publisher: string, readonly licence: string, readonly publicationUrl: string, readonly isDefault: boolean, readonly reliability: MetricReliability, readonly caveat: string | null }>, readonly components: ReadonlyArray<{ readonly code: string, readonly name: string }> } | null };

export type MetricsPageQueryVariables = Exact<{
  filter?: MetricFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  lang?: Language;
}>;


export type MetricsPageQuery = { readonly metrics: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly code: string, readonly name: string, readonly definition: string | null, readonly unitOfMeasure: string, readonly kind: MetricKind, readonly topic: string | null, readonly levels: ReadonlyArray<ObservationLevel>, readonly periods: ReadonlyArray<string>, readonly observationCount: number } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type OfficePageQueryVariables = Exact<{
  id: string | number;
  lang?: Language;
}>;


export type OfficePageQuery = { readonly office: { readonly id: string, readonly code: string, readonly name: string, readonly shortName: string | null, readonly kind: OfficeKind, readonly tier: OfficeTier, readonly status: OfficeStatus, readonly withdrawnOn: string | null, readonly nip: string | null, readonly isNipValid: boolean | null, readonly regon: string | null, readonly isRegonValid: boolean | null, readonly phone: string | null, readonly email: string | null, readonly website: string | null, readonly bip: string | null, readonly epuapAddress: string | null, readonly eDeliveryAddress: string | null, readonly address: { readonly street: string | null, readonly building: string | null, readonly postalCode: string | null, readonly post: string | null, readonly locality: string | null }, readonly names: ReadonlyArray<{ readonly name: string, readonly type: OfficeNameType, readonly validFrom: string | null, readonly validTo: string | null }>, readonly parent: { readonly code: string, readonly name: string } | null, readonly children: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly code: string, readonly name: string } }> } | null, readonly predecessors: ReadonlyArray<{ readonly code: string, readonly name: string }>, readonly successors: ReadonlyArray<{ readonly code: string, readonly name: string }>, readonly seat: { readonly terc: string, readonly name: string } | null, readonly servesUnit: { readonly terc: string, readonly name: string, readonly kind: TerritorialKind } | null, readonly participations: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly role: ParticipationRole, readonly startsOn: string | null, readonly endsOn: string | null, readonly project: { readonly id: string, readonly title: string } } }> } | null, readonly practices: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly slug: string, readonly title: string } }> } | null, readonly adoptions: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly practice: { readonly slug: string, readonly title: string }, readonly adoptedOn: { readonly text: string } | null } }> } | null, readonly assessments: { readonly edges: ReadonlyArray<{ readonly node: { readonly model: AssessmentModel, readonly edition: string, readonly assessedOn: string, readonly externallyValidated: boolean | null, readonly scores: ReadonlyArray<{ readonly score: number, readonly criterion: { readonly code: string, readonly name: string, readonly isSubcriterion: boolean } }> } }> } | null, readonly certifications: ReadonlyArray<{ readonly standard: string, readonly body: string | null, readonly validFrom: string, readonly validTo: string | null }>, readonly amendments: ReadonlyArray<{ readonly number: number, readonly decidedAt: string | null, readonly release: { readonly number: number } | null }>, readonly source: { readonly name: string, readonly publisher: string, readonly licence: string, readonly publicationUrl: string, readonly asOf: string } } | null };

export type OfficesPageQueryVariables = Exact<{
  filter?: OfficeFilter | null | undefined;
  orderBy?: OfficeOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  lang?: Language;
}>;


export type OfficesPageQuery = { readonly offices: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly code: string, readonly name: string, readonly kind: OfficeKind, readonly tier: OfficeTier, readonly status: OfficeStatus, readonly seat: { readonly terc: string, readonly name: string } | null, readonly servesUnit: { readonly terc: string, readonly name: string } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type PracticePageQueryVariables = Exact<{
  slug: string;
  lang?: Language;
}>;


export type PracticePageQuery = { readonly practice: { readonly id: string, readonly slug: string, readonly title: string, readonly summary: string | null, readonly problem: string | null, readonly weaknesses: ReadonlyArray<string>, readonly solution: string | null, readonly methods: ReadonlyArray<string>, readonly results: ReadonlyArray<string>, readonly resources: ReadonlyArray<string>, readonly obstacles: ReadonlyArray<string>, readonly lessons: ReadonlyArray<string>, readonly transferConditions: ReadonlyArray<string>, readonly beneficiaries: ReadonlyArray<string>, readonly participation: string | null, readonly stage: PracticeStage | null, readonly innovation: InnovationType | null, readonly costNote: string | null, readonly startedOn: { readonly text: string } | null, readonly implementedOn: { readonly text: string } | null, readonly endedOn: { readonly text: string } | null, readonly topics: ReadonlyArray<{ readonly slug: string, readonly name: string }>, readonly offices: ReadonlyArray<{ readonly role: PracticeRole, readonly name: string, readonly office: { readonly code: string } | null }>, readonly places: ReadonlyArray<{ readonly terc: string, readonly name: string }> | null, readonly cost: { readonly amount: string, readonly currency: string } | null, readonly project: { readonly id: string, readonly title: string } | null, readonly livingLab: { readonly slug: string, readonly title: string } | null, readonly presentations: { readonly edges: ReadonlyArray<{ readonly node: { readonly event: { readonly slug: string, readonly title: string }, readonly session: { readonly theme: string }, readonly materials: ReadonlyArray<{ readonly type: MaterialType, readonly title: string | null, readonly contentUrl: string }> } }> } | null, readonly submissions: ReadonlyArray<{ readonly outcome: SubmissionOutcome, readonly call: { readonly slug: string, readonly title: string } }>, readonly adoptions: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly changes: string | null, readonly adopter: { readonly name: string, readonly office: { readonly code: string } | null }, readonly from: { readonly name: string, readonly office: { readonly code: string } | null } | null, readonly adoptedOn: { readonly text: string } | null } }> } | null, readonly outcomes: ReadonlyArray<{ readonly title: string, readonly metric: { readonly code: string, readonly name: string, readonly unitOfMeasure: string }, readonly before: { readonly period: string, readonly value: number | null } | null, readonly after: { readonly period: string, readonly value: number | null } | null }>, readonly evidence: ReadonlyArray<{ readonly title: string, readonly metricCode: string | null, readonly documentUrl: string | null }>, readonly materials: ReadonlyArray<{ readonly type: MaterialType, readonly title: string | null, readonly contentUrl: string, readonly licence: string | null }>, readonly citations: ReadonlyArray<{ readonly title: string, readonly documentUrl: string | null }>, readonly inferences: ReadonlyArray<{ readonly field: string, readonly reason: string }>, readonly amendments: ReadonlyArray<{ readonly number: number, readonly decidedAt: string | null, readonly release: { readonly number: number } | null }>, readonly source: { readonly name: string, readonly publisher: string, readonly licence: string, readonly publicationUrl: string, readonly asOf: string } } | null };

export type PracticesPageQueryVariables = Exact<{
  filter?: PracticeFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  lang?: Language;
}>;


export type PracticesPageQuery = { readonly practices: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly slug: string, readonly title: string, readonly summary: string | null, readonly stage: PracticeStage | null, readonly offices: ReadonlyArray<{ readonly role: PracticeRole, readonly name: string }>, readonly topics: ReadonlyArray<{ readonly slug: string, readonly name: string }> } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null, readonly topics: ReadonlyArray<{ readonly slug: string, readonly name: string }> | null };

export type ProgrammesPageQueryVariables = Exact<{
  filter?: ProgrammeFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ProgrammesPageQuery = { readonly programmes: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly code: string | null, readonly name: string | null, readonly level: ProgrammeLevel, readonly period: ProgrammingPeriod, readonly totals: ReadonlyArray<{ readonly currency: string, readonly projects: number, readonly value: { readonly amount: string, readonly currency: string }, readonly euContribution: { readonly amount: string, readonly currency: string } }> } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type ProjectPageQueryVariables = Exact<{
  id: string | number;
  lang?: Language;
}>;


export type ProjectPageQuery = { readonly project: { readonly id: string, readonly title: string, readonly summary: string | null, readonly contractNumber: string | null, readonly period: ProgrammingPeriod, readonly fund: string | null, readonly theme: string | null, readonly startsOn: string | null, readonly endsOn: string | null, readonly signedOn: string | null, readonly isCompleted: boolean | null, readonly currency: string, readonly originalRow: unknown, readonly value: { readonly amount: string, readonly currency: string } | null, readonly eligibleCost: { readonly amount: string, readonly currency: string } | null, readonly euContribution: { readonly amount: string, readonly currency: string } | null, readonly programmePath: ReadonlyArray<{ readonly id: string, readonly level: ProgrammeLevel, readonly code: string | null, readonly name: string | null }>, readonly places: ReadonlyArray<{ readonly text: string, readonly kind: ProjectPlaceKind, readonly unit: { readonly terc: string, readonly name: string } | null }>, readonly participations: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly role: ParticipationRole, readonly statedName: string | null, readonly startsOn: string | null, readonly endsOn: string | null, readonly module: { readonly name: string } | null, readonly office: { readonly code: string, readonly name: string } | null, readonly organisation: { readonly name: string | null } | null } }> } | null, readonly modules: ReadonlyArray<{ readonly ordinal: number, readonly name: string, readonly startsOn: string | null, readonly endsOn: string | null, readonly plannedParticipants: number | null, readonly actualParticipants: number | null }>, readonly products: ReadonlyArray<{ readonly name: string, readonly ratings: ReadonlyArray<{ readonly survey: string, readonly respondents: string, readonly askedOn: string | null, readonly rank: number | null, readonly score: string | null, readonly scoreMax: string | null, readonly verdict: string | null }> }>, readonly practices: { readonly edges: ReadonlyArray<{ readonly node: { readonly slug: string, readonly title: string } }> } | null, readonly events: { readonly edges: ReadonlyArray<{ readonly node: { readonly slug: string, readonly title: string } }> } | null, readonly calls: { readonly edges: ReadonlyArray<{ readonly node: { readonly slug: string, readonly title: string } }> } | null, readonly citations: { readonly edges: ReadonlyArray<{ readonly node: { readonly title: string, readonly documentUrl: string | null } }> } | null, readonly inferences: ReadonlyArray<{ readonly field: string, readonly reason: string }>, readonly source: { readonly name: string, readonly publisher: string, readonly licence: string, readonly publicationUrl: string, readonly asOf: string, readonly fileName: string } } | null };

export type ProjectsSumsQueryVariables = Exact<{
  filter?: ProjectFilter | null | undefined;
}>;


export type ProjectsSumsQuery = { readonly projectStatistics: { readonly count: number, readonly amounts: ReadonlyArray<{ readonly currency: string, readonly count: number, readonly value: { readonly sum: { readonly amount: string } | null }, readonly euContribution: { readonly sum: { readonly amount: string } | null } }> } | null };

export type ProjectsPageQueryVariables = Exact<{
  filter?: ProjectFilter | null | undefined;
  orderBy?: ProjectOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  lang?: Language;
}>;


export type ProjectsPageQuery = { readonly projects: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly title: string, readonly contractNumber: string | null, readonly period: ProgrammingPeriod, readonly fund: string | null, readonly startsOn: string | null, readonly endsOn: string | null, readonly value: { readonly amount: string, readonly currency: string } | null, readonly euContribution: { readonly amount: string, readonly currency: string } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type ReleasePageQueryVariables = Exact<{
  number: number;
  first?: number | null | undefined;
}>;


export type ReleasePageQuery = { readonly release: { readonly id: string, readonly number: number, readonly releasedAt: string, readonly status: ReleaseStatus, readonly note: string | null, readonly records: number, readonly created: number, readonly changed: number, readonly closed: number, readonly unchanged: number, readonly duplicates: number, readonly rejected: number, readonly retractedIn: { readonly number: number } | null, readonly retracts: { readonly number: number } | null, readonly changes: ReadonlyArray<{ readonly type: string, readonly kind: ChangeKind, readonly rows: number }>, readonly source: { readonly name: string, readonly publisher: string, readonly licence: string, readonly publicationUrl: string, readonly asOf: string, readonly fileName: string, readonly sha256: string }, readonly rejectedRows: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly row: number, readonly column: string | null, readonly reason: string, readonly text: string } }> } | null } | null, readonly problems: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly kind: ProblemKind, readonly row: number, readonly column: string | null, readonly reason: string, readonly text: string } }> } | null };

export type ReleasesPageQueryVariables = Exact<{
  filter?: ReleaseFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ReleasesPageQuery = { readonly releases: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly number: number, readonly releasedAt: string, readonly status: ReleaseStatus, readonly note: string | null, readonly records: number, readonly created: number, readonly changed: number, readonly closed: number, readonly unchanged: number, readonly rejected: number, readonly source: { readonly name: string, readonly publisher: string, readonly licence: string, readonly publicationUrl: string, readonly asOf: string } } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type SearchPageQueryVariables = Exact<{
  text: string;
  types?: ReadonlyArray<SearchType> | SearchType | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  lang?: Language;
}>;


export type SearchPageQuery = { readonly search: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly type: SearchType, readonly titleSegments: ReadonlyArray<{ readonly text: string, readonly isMatch: boolean }>, readonly excerpt: ReadonlyArray<{ readonly text: string, readonly isMatch: boolean }>, readonly node:
          | { readonly __typename: 'Admission', readonly id: string }
          | { readonly __typename: 'Adoption', readonly id: string }
          | { readonly __typename: 'Assessment', readonly model: AssessmentModel, readonly edition: string, readonly assessedOn: string, readonly id: string, readonly office: { readonly code: string } }
          | { readonly __typename: 'Call', readonly slug: string, readonly id: string }
          | { readonly __typename: 'Certification', readonly id: string }
          | { readonly __typename: 'Citation', readonly id: string }
          | { readonly __typename: 'Correction', readonly id: string }
          | { readonly __typename: 'CostBenefit', readonly id: string }
          | { readonly __typename: 'Event', readonly slug: string, readonly id: string }
          | { readonly __typename: 'Evidence', readonly id: string }
          | { readonly __typename: 'ImprovementAction', readonly id: string }
          | { readonly __typename: 'LivingLab', readonly slug: string, readonly id: string }
          | { readonly __typename: 'Material', readonly id: string }
          | { readonly __typename: 'Metric', readonly code: string, readonly unitOfMeasure: string, readonly id: string }
          | { readonly __typename: 'MetricFacet', readonly id: string }
          | { readonly __typename: 'Observation', readonly id: string }
          | { readonly __typename: 'Office', readonly code: string, readonly id: string }
          | { readonly __typename: 'OfficeRecord', readonly id: string }
          | { readonly __typename: 'Organisation', readonly id: string }
          | { readonly __typename: 'Organiser', readonly id: string }
          | { readonly __typename: 'Participation', readonly id: string }
          | { readonly __typename: 'PlannedAndActual', readonly id: string }
          | { readonly __typename: 'Practice', readonly slug: string, readonly id: string }
          | { readonly __typename: 'PracticeOffice', readonly id: string }
          | { readonly __typename: 'PracticeSubmission', readonly id: string }
          | { readonly __typename: 'Presentation', readonly id: string }
          | { readonly __typename: 'Problem', readonly id: string }
          | { readonly __typename: 'Programme', readonly level: ProgrammeLevel, readonly period: ProgrammingPeriod, readonly id: string, readonly programmeCode: string | null }
          | { readonly __typename: 'Project', readonly id: string }
          | { readonly __typename: 'ProjectModule', readonly id: string }
          | { readonly __typename: 'ProjectProduct', readonly id: string }
          | { readonly __typename: 'ProjectRecord', readonly id: string }
          | { readonly __typename: 'Release', readonly id: string }
          | { readonly __typename: 'Session', readonly id: string }
          | { readonly __typename: 'Source', readonly id: string }
          | { readonly __typename: 'TerritorialUnit', readonly terc: string, readonly kind: TerritorialKind, readonly id: string, readonly voivodeship: { readonly name: string } | null }
          | { readonly __typename: 'Theme', readonly id: string }
          | { readonly __typename: 'Topic', readonly id: string }
         | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type UnitCandidatesQueryVariables = Exact<{
  references: ReadonlyArray<TerritorialUnitReference> | TerritorialUnitReference;
  lang?: Language;
}>;


export type UnitCandidatesQuery = { readonly resolveTerritorialUnits: ReadonlyArray<{ readonly candidates: ReadonlyArray<{ readonly confidence: number, readonly unit: { readonly terc: string, readonly name: string, readonly kind: TerritorialKind, readonly validTo: string | null, readonly ancestors: ReadonlyArray<{ readonly name: string }> } }> }> | null };

export type UnitIndicatorQueryVariables = Exact<{
  terc: string | number;
  metric: string | number;
  since?: string | null | undefined;
  lang?: Language;
}>;


export type UnitIndicatorQuery = { readonly benchmark: { readonly period: string, readonly value: number | null, readonly rank: number | null, readonly groupSize: number, readonly isTooFewPeers: boolean, readonly metric: { readonly code: string, readonly name: string, readonly unitOfMeasure: string, readonly decimals: number, readonly polarity: MetricPolarity, readonly periods: ReadonlyArray<string> }, readonly facet: { readonly publisher: string } | null, readonly summary: { readonly median: number | null }, readonly travel: { readonly since: string, readonly change: number, readonly direction: TravelDirection } | null } | null, readonly timeSeries: { readonly series: ReadonlyArray<{ readonly subject: { readonly name: string, readonly unit: { readonly terc: string } | null }, readonly points: ReadonlyArray<{ readonly period: string, readonly value: number | null, readonly flag: ObservationFlag, readonly isFacetChange: boolean, readonly areaChange: { readonly reason: string } | null, readonly facet: { readonly publisher: string } }> } | null> } | null };

export type UnitProjectsQueryVariables = Exact<{
  terc: string | number;
  lang?: Language;
}>;


export type UnitProjectsQuery = { readonly territorialUnit: { readonly projectTotals: ReadonlyArray<{ readonly period: ProgrammingPeriod, readonly currency: string, readonly projects: number, readonly programme: { readonly name: string | null } | null, readonly value: { readonly amount: string, readonly currency: string } | null, readonly euContribution: { readonly amount: string, readonly currency: string } | null }>, readonly projects: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly title: string, readonly period: ProgrammingPeriod, readonly value: { readonly amount: string, readonly currency: string } | null } }> } | null } | null };

export type UnitPageQueryVariables = Exact<{
  terc: string | number;
  asOf?: string | null | undefined;
  levels?: ReadonlyArray<ObservationLevel> | ObservationLevel | null | undefined;
  childLevel?: TerritorialLevel | null | undefined;
  lang?: Language;
}>;


export type UnitPageQuery = { readonly voivodeships: { readonly edges: ReadonlyArray<{ readonly node: { readonly terc: string, readonly name: string, readonly outline: string | null } }> } | null, readonly territorialUnit: { readonly id: string, readonly terc: string, readonly name: string, readonly kind: TerritorialKind, readonly level: TerritorialLevel, readonly bdlId: string | null, readonly nutsCode: string | null, readonly isoCode: string | null, readonly validFrom: string, readonly validTo: string | null, readonly outline: string | null, readonly source: { readonly name: string, readonly publisher: string, readonly licence: string, readonly publicationUrl: string, readonly asOf: string }, readonly ancestors: ReadonlyArray<{ readonly terc: string, readonly name: string, readonly kind: TerritorialKind }>, readonly boundary: { readonly areaKm2: number, readonly asOf: string } | null, readonly children: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly terc: string, readonly name: string, readonly kind: TerritorialKind, readonly outline: string | null } }> } | null, readonly versions: ReadonlyArray<{ readonly validFrom: string, readonly validTo: string | null, readonly certainUntil: string | null, readonly terc: string, readonly name: string, readonly kind: TerritorialKind }>, readonly events: ReadonlyArray<{ readonly type: TerritorialUnitEventType, readonly notBefore: string, readonly notAfter: string, readonly inferred: boolean, readonly before: { readonly terc: string, readonly name: string, readonly kind: TerritorialKind } | null, readonly after: { readonly terc: string, readonly name: string, readonly kind: TerritorialKind } | null }>, readonly offices: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly code: string, readonly name: string, readonly kind: OfficeKind } }> } | null, readonly practices: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly slug: string, readonly title: string } }> } | null, readonly eventsHeld: { readonly edges: ReadonlyArray<{ readonly node: { readonly slug: string, readonly title: string, readonly startsOn: string | null, readonly calls: { readonly edges: ReadonlyArray<{ readonly node: { readonly slug: string, readonly title: string, readonly opensOn: string | null, readonly closesOn: string | null } }> } | null } }> } | null, readonly livingLabs: { readonly edges: ReadonlyArray<{ readonly node: { readonly slug: string, readonly title: string, readonly calls: { readonly edges: ReadonlyArray<{ readonly node: { readonly slug: string, readonly title: string, readonly opensOn: string | null, readonly closesOn: string | null } }> } | null } }> } | null } | null, readonly metrics: { readonly edges: ReadonlyArray<{ readonly node: { readonly code: string, readonly periods: ReadonlyArray<string> } }> } | null };

export type UnitsPageQueryVariables = Exact<{
  filter?: TerritorialUnitFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  lang?: Language;
}>;


export type UnitsPageQuery = { readonly territorialUnits: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly terc: string, readonly name: string, readonly kind: TerritorialKind, readonly powiat: { readonly name: string } | null, readonly voivodeship: { readonly name: string } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type PracticeOutcomesQueryVariables = Exact<{
  slug: string;
  lang?: Language;
}>;


export type PracticeOutcomesQuery = { readonly practice: { readonly title: string, readonly outcomes: ReadonlyArray<{ readonly title: string, readonly progressPercent: number | null, readonly isTargetReached: boolean | null, readonly metric: { readonly code: string, readonly name: string, readonly unitOfMeasure: string, readonly polarity: MetricPolarity }, readonly subject: { readonly name: string }, readonly baseline: { readonly period: string, readonly value: number | null } | null, readonly target: { readonly period: string, readonly value: number | null } | null, readonly before: { readonly period: string, readonly value: number | null, readonly flag: ObservationFlag } | null, readonly after: { readonly period: string, readonly value: number | null, readonly flag: ObservationFlag } | null, readonly change: { readonly change: number, readonly changePercent: number | null, readonly direction: TravelDirection } | null }> } | null };

export type PracticeQueryVariables = Exact<{
  slug: string;
  lang?: Language;
}>;


export type PracticeQuery = { readonly practice: { readonly title: string, readonly summary: string | null, readonly problem: string | null, readonly weaknesses: ReadonlyArray<string>, readonly solution: string | null, readonly methods: ReadonlyArray<string>, readonly results: ReadonlyArray<string>, readonly stage: PracticeStage | null, readonly costNote: string | null, readonly topics: ReadonlyArray<{ readonly slug: string, readonly name: string }>, readonly offices: ReadonlyArray<{ readonly role: PracticeRole, readonly name: string, readonly office: { readonly id: string } | null }>, readonly places: ReadonlyArray<{ readonly terc: string, readonly name: string }> | null, readonly cost: { readonly amount: string, readonly currency: string } | null, readonly presentations: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly event: { readonly slug: string, readonly title: string }, readonly session: { readonly theme: string } } }> } | null, readonly submissions: ReadonlyArray<{ readonly outcome: SubmissionOutcome, readonly call: { readonly slug: string } }>, readonly adoptions: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly changes: string | null, readonly adopter: { readonly name: string }, readonly adoptedOn: { readonly text: string } | null } }> } | null, readonly citations: ReadonlyArray<{ readonly title: string, readonly documentUrl: string | null }>, readonly inferences: ReadonlyArray<{ readonly field: string, readonly reason: string }> } | null };

export type PracticesWithinQueryVariables = Exact<{
  terc: string | number;
  lang?: Language;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type PracticesWithinQuery = { readonly practices: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly node: { readonly slug: string, readonly title: string, readonly summary: string | null, readonly stage: PracticeStage | null, readonly offices: ReadonlyArray<{ readonly role: PracticeRole, readonly name: string }> } }> } | null };

export type ProblemsQueryVariables = Exact<{
  filter?: ProblemFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ProblemsQuery = { readonly problems: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly kind: ProblemKind, readonly row: number, readonly column: string | null, readonly text: string, readonly reason: string, readonly source: { readonly id: string, readonly fileName: string }, readonly candidates: ReadonlyArray<{ readonly label: string, readonly confidence: number, readonly method: MatchMethod }> } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type ProjectOriginQueryVariables = Exact<{
  text: string;
}>;


export type ProjectOriginQuery = { readonly projects: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly title: string, readonly list: ProjectList, readonly originalRow: unknown, readonly records: ReadonlyArray<{ readonly list: ProjectList, readonly row: number, readonly occurrences: number, readonly lastSeen: string, readonly source: { readonly name: string, readonly fileName: string, readonly publisher: string, readonly licence: string } }>, readonly matches: ReadonlyArray<{ readonly field: string, readonly text: string | null, readonly method: MatchMethod | null, readonly confidence: number | null, readonly candidates: ReadonlyArray<{ readonly label: string, readonly method: MatchMethod, readonly confidence: number }> }>, readonly participations: { readonly edges: ReadonlyArray<{ readonly node: { readonly statedName: string | null, readonly statedNip: string | null, readonly isNipValid: boolean | null, readonly match: { readonly method: MatchMethod | null, readonly confidence: number | null, readonly candidates: ReadonlyArray<{ readonly label: string, readonly confidence: number }> } } }> } | null, readonly inEuro: { readonly rate: string, readonly rateSource: string } | null } }> } | null };

export type ProjectsQueryVariables = Exact<{
  filter?: ProjectFilter | null | undefined;
  orderBy?: ProjectOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ProjectsQuery = { readonly projects: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly title: string, readonly contractNumber: string | null, readonly period: ProgrammingPeriod, readonly fund: string | null, readonly startsOn: string | null, readonly endsOn: string | null, readonly programmePath: ReadonlyArray<{ readonly level: ProgrammeLevel, readonly code: string | null, readonly name: string | null }>, readonly value: { readonly amount: string, readonly currency: string } | null, readonly euContribution: { readonly amount: string, readonly currency: string } | null, readonly places: ReadonlyArray<{ readonly text: string, readonly unit: { readonly terc: string, readonly name: string } | null }>, readonly participations: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly role: ParticipationRole, readonly statedName: string | null, readonly office: { readonly id: string, readonly name: string } | null } }> } | null, readonly source: { readonly name: string, readonly asOf: string } } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type ReleasesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ReleasesQuery = { readonly releases: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly number: number, readonly releasedAt: string, readonly note: string | null, readonly created: number, readonly changed: number, readonly closed: number, readonly source: { readonly id: string, readonly name: string, readonly asOf: string } } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type ResolveUnitsQueryVariables = Exact<{
  references: ReadonlyArray<TerritorialUnitReference> | TerritorialUnitReference;
  asOf?: string | null | undefined;
}>;


export type ResolveUnitsQuery = { readonly resolveTerritorialUnits: ReadonlyArray<{ readonly text: string | null, readonly code: string | null, readonly candidates: ReadonlyArray<{ readonly confidence: number, readonly method: ResolutionMethod, readonly matchedCode: string | null, readonly matchedName: string | null, readonly unit: { readonly id: string, readonly terc: string, readonly name: string, readonly kind: TerritorialKind, readonly voivodeship: { readonly name: string } | null } }> }> | null };

export type SearchUnitsQueryVariables = Exact<{
  name: string;
  levels?: ReadonlyArray<TerritorialLevel> | TerritorialLevel | null | undefined;
  withinAny?: ReadonlyArray<string | number> | string | number | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SearchUnitsQuery = { readonly territorialUnits: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly terc: string, readonly name: string, readonly kind: TerritorialKind, readonly ancestors: ReadonlyArray<{ readonly name: string, readonly kind: TerritorialKind }> } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type SearchQueryVariables = Exact<{
  text: string;
  types?: ReadonlyArray<SearchType> | SearchType | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  lang?: Language;
}>;


export type SearchQuery = { readonly search: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly type: SearchType, readonly title: string, readonly titleSegments: ReadonlyArray<{ readonly text: string, readonly isMatch: boolean }>, readonly excerpt: ReadonlyArray<{ readonly text: string, readonly isMatch: boolean }>, readonly node:
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
          | { readonly id: string }
         | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type UnitAtPointQueryVariables = Exact<{
  latitude: number;
  longitude: number;
}>;


export type UnitAtPointQuery = { readonly territorialUnitAt: { readonly id: string, readonly terc: string, readonly name: string, readonly kind: TerritorialKind, readonly powiat: { readonly terc: string, readonly name: string } | null, readonly voivodeship: { readonly terc: string, readonly name: string } | null, readonly boundary: { readonly bbox: ReadonlyArray<number>, readonly areaKm2: number, readonly asOf: string, readonly source: { readonly name: string, readonly fileName: string, readonly asOf: string } } | null } | null, readonly voivodeship: { readonly terc: string, readonly name: string } | null };

export type UnitBenchmarkQueryVariables = Exact<{
  metric: string | number;
  period: string;
  terc: string;
  kinds?: ReadonlyArray<TerritorialKind> | TerritorialKind | null | undefined;
  since?: string | null | undefined;
}>;


export type UnitBenchmarkQuery = { readonly benchmark: { readonly value: number | null, readonly flag: ObservationFlag, readonly rank: number | null, readonly groupSize: number, readonly percentile: number | null, readonly quartile: number | null, readonly zScore: number | null, readonly distanceToMedian: number | null, readonly distanceToBest: number | null, readonly isTooFewPeers: boolean, readonly metric: { readonly code: string, readonly name: string, readonly unitOfMeasure: string, readonly polarity: MetricPolarity }, readonly facet: { readonly code: string, readonly name: string, readonly publisher: string } | null, readonly unit: { readonly terc: string, readonly name: string, readonly kind: TerritorialKind } | null, readonly summary: { readonly count: number, readonly missing: number, readonly median: number | null, readonly mean: number | null, readonly standardDeviation: number | null }, readonly travel: { readonly since: string, readonly before: number, readonly changePercent: number | null, readonly direction: TravelDirection } | null } | null };

export type UnitByTercQueryVariables = Exact<{
  terc: string;
  asOf?: string | null | undefined;
}>;


export type UnitByTercQuery = { readonly territorialUnit: { readonly id: string, readonly terc: string, readonly powiatTerc: string | null, readonly bdlId: string | null, readonly nutsCode: string | null, readonly isoCode: string | null, readonly name: string, readonly kind: TerritorialKind, readonly levels: ReadonlyArray<TerritorialLevel>, readonly isSelfGovernment: boolean, readonly validFrom: string, readonly validTo: string | null, readonly isCertain: boolean, readonly ancestors: ReadonlyArray<{ readonly id: string, readonly terc: string, readonly name: string, readonly kind: TerritorialKind }> } | null };

export type UnitChildrenQueryVariables = Exact<{
  terc: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  asOf?: string | null | undefined;
}>;


export type UnitChildrenQuery = { readonly territorialUnit: { readonly id: string, readonly name: string, readonly children: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly terc: string, readonly name: string, readonly kind: TerritorialKind, readonly isCityWithPowiatRights: boolean } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null } | null };

export type UnitHistoryQueryVariables = Exact<{
  id: string | number;
}>;


export type UnitHistoryQuery = { readonly node:
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly terc: string, readonly name: string, readonly id: string, readonly versions: ReadonlyArray<{ readonly validFrom: string, readonly validTo: string | null, readonly certainUntil: string | null, readonly terc: string, readonly powiatTerc: string | null, readonly name: string, readonly kind: TerritorialKind, readonly parent: { readonly id: string, readonly name: string } | null, readonly source: { readonly name: string, readonly asOf: string } }>, readonly events: ReadonlyArray<{ readonly type: TerritorialUnitEventType, readonly notBefore: string, readonly notAfter: string, readonly inferred: boolean, readonly before: { readonly terc: string, readonly name: string, readonly kind: TerritorialKind } | null, readonly after: { readonly terc: string, readonly name: string, readonly kind: TerritorialKind } | null }> }
    | { readonly id: string }
    | { readonly id: string }
   | null };

export type UnitIndicatorsQueryVariables = Exact<{
  terc: string;
  metrics: ReadonlyArray<string | number> | string | number;
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type UnitIndicatorsQuery = { readonly territorialUnit: { readonly terc: string, readonly name: string, readonly indicators: ReadonlyArray<{ readonly level: ObservationLevel, readonly metric: { readonly code: string, readonly name: string, readonly unitOfMeasure: string }, readonly facet: { readonly code: string, readonly publisher: string } | null, readonly points: ReadonlyArray<{ readonly period: string, readonly value: number | null, readonly flag: ObservationFlag, readonly areaChange: { readonly reason: string, readonly isCertain: boolean } | null }>, readonly latest: { readonly period: string, readonly value: number | null } | null } | null> | null } | null };

export type UnitOfficesQueryVariables = Exact<{
  terc: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type UnitOfficesQuery = { readonly territorialUnit: { readonly id: string, readonly name: string, readonly offices: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly code: string, readonly name: string, readonly kind: OfficeKind, readonly status: OfficeStatus, readonly phone: string | null, readonly email: string | null, readonly website: string | null, readonly address: { readonly street: string | null, readonly building: string | null, readonly postalCode: string | null, readonly locality: string | null }, readonly seat: { readonly id: string, readonly terc: string, readonly name: string } | null, readonly servesUnit: { readonly id: string, readonly terc: string, readonly name: string } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null } | null };

export type UnitToAdoptersQueryVariables = Exact<{
  terc: string;
  lang?: Language;
}>;


export type UnitToAdoptersQuery = { readonly territorialUnit: { readonly id: string, readonly terc: string, readonly name: string, readonly offices: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly name: string, readonly participations: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly role: ParticipationRole, readonly module: { readonly name: string } | null, readonly project: { readonly id: string, readonly title: string, readonly period: ProgrammingPeriod } } }> } | null, readonly practices: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly slug: string, readonly title: string, readonly submissions: ReadonlyArray<{ readonly outcome: SubmissionOutcome, readonly call: { readonly slug: string, readonly title: string } }>, readonly presentations: { readonly edges: ReadonlyArray<{ readonly node: { readonly session: { readonly order: number, readonly theme: string }, readonly event: { readonly slug: string, readonly title: string, readonly startsOn: string | null } } }> } | null, readonly adoptions: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly changes: string | null, readonly adopter: { readonly name: string, readonly office: { readonly id: string } | null }, readonly from: { readonly name: string } | null, readonly adoptedOn: { readonly text: string } | null } }> } | null } }> } | null } }> } | null } | null };

export type VoivodeshipGminasQueryVariables = Exact<{
  terc: string | number;
  first?: number | null | undefined;
  after?: string | null | undefined;
  asOf?: string | null | undefined;
}>;


export type VoivodeshipGminasQuery = { readonly territorialUnits: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly terc: string, readonly name: string, readonly kind: TerritorialKind, readonly powiat: { readonly id: string, readonly terc: string, readonly name: string } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type VoivodeshipsQueryVariables = Exact<{
  asOf?: string | null | undefined;
}>;


export type VoivodeshipsQuery = { readonly territorialUnits: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly terc: string, readonly isoCode: string | null, readonly bdlId: string | null, readonly name: string, readonly englishName: string } }> } | null };
