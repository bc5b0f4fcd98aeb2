import { findHeader } from '../context/header';
import { ConfigFile } from './config-file';
import { scanConfig } from './scan-config';

/** Reads a configuration: its lines, whether it is complete, its header. */
export function readConfig(text: string, prefix: 'CONFIG_' | ''): ConfigFile {
  const header = findHeader(text);
  return new ConfigFile(
    text,
    scanConfig(text, prefix),
    header ? 'full' : 'fragment',
    prefix,
    header?.span,
  );
}

/** The same configuration, taken as if every symbol that it does not name were n. */
export function assumingAbsentIsOff(config: ConfigFile): ConfigFile {
  return new ConfigFile(config.text, config.lines, 'full', config.prefix, config.header);
}
