CREATE TABLE "clause_budget_link" (
	"specification_id" uuid NOT NULL,
	"clause_id" text NOT NULL,
	"line_id" uuid NOT NULL,
	"linked_by" uuid NOT NULL,
	"linked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "clause_budget_link_line_id_clause_id_pk" PRIMARY KEY("line_id","clause_id")
);
--> statement-breakpoint
ALTER TABLE "clause_budget_link" ADD CONSTRAINT "clause_budget_link_specification_id_specification_id_fk" FOREIGN KEY ("specification_id") REFERENCES "public"."specification"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clause_budget_link" ADD CONSTRAINT "clause_budget_link_line_id_clause_budget_line_id_fk" FOREIGN KEY ("line_id") REFERENCES "public"."clause_budget_line"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clause_budget_link" ADD CONSTRAINT "clause_budget_link_linked_by_member_id_fk" FOREIGN KEY ("linked_by") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "clause_budget_link_specification" ON "clause_budget_link" USING btree ("specification_id");--> statement-breakpoint
-- Each line goes on paying for the clause that it belonged to.
INSERT INTO "clause_budget_link" ("specification_id", "clause_id", "line_id", "linked_by", "linked_at") SELECT "specification_id", "clause_id", "id", "added_by", "added_at" FROM "clause_budget_line";--> statement-breakpoint
ALTER TABLE "clause_budget_line" DROP COLUMN "clause_id";