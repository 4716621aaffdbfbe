ALTER TABLE "own_template" ADD COLUMN "mandatory" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "specification" ADD COLUMN "own_terms" jsonb;