import { dynamicConfigurationFile } from '../temporal-tuning.ts';

// node workers/ops/print-temporal-tuning.ts > deploy/temporal-dynamic.yaml
process.stdout.write(dynamicConfigurationFile());
