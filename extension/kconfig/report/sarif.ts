/**
 * What is written of SARIF 2.1.0, the Static Analysis Results Interchange Format (OASIS Standard,
 * with errata 01); the names are the standard's. The compiler compares it with @types/sarif in the
 * tests.
 */
export interface SarifLog {
  $schema: string;
  version: '2.1.0';
  runs: SarifRun[];
}

export interface SarifRun {
  tool: {
    driver: { name: string; fullName: string; version: string; rules: SarifRule[] };
  };
  invocations: {
    executionSuccessful: boolean;
    toolExecutionNotifications: { level: 'error'; message: SarifText }[];
  }[];
  originalUriBaseIds: Record<string, { description: SarifText }>;
  columnKind: 'utf16CodeUnits';
  artifacts: { location: SarifArtifactLocation; roles: 'analysisTarget'[] }[];
  results: SarifResult[];
}

export interface SarifText {
  text: string;
}

/** Plain text, and the same in Markdown for those who can show it. */
export interface SarifDescription extends SarifText {
  markdown?: string;
}

export type SarifLevel = 'error' | 'warning' | 'note';

/** A `reportingDescriptor`. */
export interface SarifRule {
  id: string;
  name: string;
  shortDescription: SarifText;
  fullDescription: SarifDescription;
  help: SarifDescription;
  defaultConfiguration: { enabled?: boolean; level: SarifLevel };
  properties: { tags: string[] };
}

export interface SarifResult {
  ruleId: string;
  ruleIndex?: number;
  level: SarifLevel;
  message: SarifText;
  locations: SarifLocation[];
  relatedLocations?: SarifLocation[];
  fixes?: SarifFix[];
}

export interface SarifLocation {
  message?: SarifText;
  physicalLocation: { artifactLocation: SarifArtifactLocation; region: SarifRegion };
}

export interface SarifArtifactLocation {
  uri: string;
  uriBaseId?: string;
  index?: number;
}

/** Lines and columns count from one; the end column is the one behind the region. */
export interface SarifRegion {
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;
}

export interface SarifFix {
  description: SarifText;
  artifactChanges: {
    artifactLocation: SarifArtifactLocation;
    replacements: { deletedRegion: SarifRegion; insertedContent?: SarifText }[];
  }[];
}
