/** Takes over the editor's language. The entry imports this first, since some texts are made while modules load. */
import { config } from '@vscode/l10n';
import { env, l10n } from 'vscode';
import { useLocale } from './numberText.ts';

if (l10n.bundle !== undefined) config({ contents: l10n.bundle });
useLocale(env.language);
