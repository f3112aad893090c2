#pragma once

#include "queue/store/sqlite/statement.hpp"

namespace hayauma::store::sqlite {

/// Every SQL text of the store, prepared once. A test asks SQLite for the plan of each and refuses
/// scans and sorts, so that the cost of a verb does not grow with the queue.
struct statements {
    explicit statements(database& connection) : db(connection) {}

    database& db;

    // --- Jobs: part of a batch that may fail alone.
    statement begin_job{db, "SAVEPOINT job"};
    statement end_job{db, "RELEASE job"};

    // --- Intake.
    statement find_key{db, R"sql(
        SELECT fingerprint, message FROM idempotency WHERE client = ?1 AND key = ?2)sql"};
    statement keep_key{db, R"sql(
        INSERT INTO idempotency (client, key, fingerprint, message) VALUES (?1, ?2, ?3, ?4))sql"};
    statement count_status{db, "SELECT messages FROM tally WHERE status = ?1"};
    statement replaceable{db, R"sql(
        SELECT id FROM message
         WHERE status = 'queued' AND client = ?1 AND destination = ?2 AND template = ?3
           AND kind = ?4)sql"};
    statement add_message{db, R"sql(
        INSERT INTO message (uuid, client, destination, kind, template, reference, encoding, parts,
                             created_at, expires_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) RETURNING id)sql"};
    statement add_secret{db, "INSERT INTO secret (message, text) VALUES (?1, ?2)"};
    statement add_part{db, R"sql(
        INSERT INTO part (message, number, place, lane, class, due_at, expires_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7))sql"};

    // --- Claim.
    statement promote{db, R"sql(
        UPDATE part SET place = 'ready' WHERE place = 'later' AND due_at <= ?1)sql"};
    /// ?1 lane, ?2 class, ?3 now, ?4 who asks, ?5 until when a due part is left to others.
    statement first_ready{db, R"sql(
        SELECT expires_at, id, message, state FROM part
         WHERE place = 'ready' AND lane = ?1 AND class = ?2
           AND expires_at > ?3 AND (avoid_modem <> ?4 OR due_at <= ?5)
         ORDER BY expires_at, id LIMIT 1)sql"};
    /// What was lost is judged anew: an unknown try may have turned out to be a refused one. One
    /// that turned out to be accepted, by a report that moved nothing, was on the air for certain.
    statement claim{db, R"sql(
        UPDATE part SET state = ?2, place = NULL, tries = tries + 1,
                        outcome_lost = EXISTS (SELECT 1 FROM attempt
                                                WHERE part = ?1
                                                  AND outcome IN ('unknown', 'accepted'))
         WHERE id = ?1 RETURNING number, tries, outcome_lost)sql"};
    /// Only the first try after the one in doubt: one that was not sent is made again.
    statement count_second_try{db, R"sql(
        UPDATE counter SET value = value + 1
         WHERE name = 'second_tries'
           AND NOT EXISTS (SELECT 1 FROM attempt lost JOIN attempt later ON later.part = lost.part
                            WHERE lost.part = ?1 AND lost.outcome IN ('unknown', 'accepted')
                              AND later.id > lost.id))sql"};
    statement claimed_message{db, R"sql(
        SELECT m.uuid, m.parts, m.destination, m.kind, m.created_at, m.expires_at, s.text
          FROM message m LEFT JOIN secret s ON s.message = m.id WHERE m.id = ?1)sql"};
    statement begin_attempt{db, R"sql(
        INSERT INTO attempt (message, part, modem, iccid, started_at)
        VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id)sql"};

    // --- Wake-up.
    statement next_later{db, R"sql(
        SELECT due_at FROM part
         WHERE place = 'later' AND due_at > ?1 ORDER BY due_at LIMIT 1)sql"};
    statement next_avoided{db, R"sql(
        SELECT due_at FROM part
         WHERE place = 'ready' AND avoid_modem <> '' AND due_at > ?1
         ORDER BY due_at LIMIT 1)sql"};
    statement next_expiring{db, R"sql(
        SELECT expires_at, message FROM part
         WHERE place IS NOT NULL ORDER BY expires_at LIMIT 1)sql"};

    // --- Outcomes.
    statement find_attempt{db, R"sql(
        SELECT a.part, a.message, a.modem, a.iccid, a.outcome, p.state, p.number, p.lane,
               p.outcome_lost, m.kind, m.parts, m.expires_at
          FROM attempt a JOIN part p ON p.id = a.part JOIN message m ON m.id = a.message
         WHERE a.id = ?1)sql"};
    statement end_attempt{db, R"sql(
        UPDATE attempt SET outcome = ?2, message_reference = ?3, error_family = ?4, error_code = ?5,
                           finished_at = ?6
         WHERE id = ?1)sql"};
    statement prove_attempt{db, R"sql(
        UPDATE attempt SET outcome = ?2, message_reference = ?3, error_family = NULL,
                           error_code = NULL, finished_at = coalesce(finished_at, ?4)
         WHERE id = ?1)sql"};
    /// Other tries of the part that the network has taken.
    statement other_copies{db, R"sql(
        SELECT count(*) FROM attempt WHERE part = ?1 AND id <> ?2 AND outcome = 'accepted')sql"};
    /// Other tries of the part that are on their way, as far as anybody knows.
    statement open_copies{db, R"sql(
        SELECT count(*) FROM attempt
         WHERE part = ?1 AND id <> ?2 AND tp_status IS NULL
           AND (outcome IS NULL OR outcome = 'accepted'))sql"};
    /// The newest failure that was reported of a part for which nothing is to come any more.
    statement reported_failure{db, R"sql(
        SELECT a.tp_status FROM attempt a JOIN part p ON p.id = a.part
         WHERE a.part = ?1 AND a.outcome = 'accepted' AND a.tp_status IS NOT NULL
           AND p.state = 'unconfirmed' AND p.place IS NULL
         ORDER BY a.id DESC LIMIT 1)sql"};
    statement note_report{db, "UPDATE attempt SET tp_status = ?2 WHERE id = ?1"};
    statement move_part{db, R"sql(
        UPDATE part SET state = ?2, place = ?3, due_at = coalesce(?4, due_at), avoid_modem = ?5,
                        outcome_lost = ?6, lane = coalesce(?7, lane)
         WHERE id = ?1)sql"};
    statement move_queued_parts{db, R"sql(
        UPDATE part SET state = ?2, place = NULL WHERE message = ?1 AND state = 'queued')sql"};
    statement drop_second_tries{db, R"sql(
        UPDATE part SET place = NULL WHERE message = ?1 AND state = 'unconfirmed')sql"};
    /// A second try is put off, or goes elsewhere first.
    statement put_off{db, R"sql(
        UPDATE part SET place = ?2, due_at = ?3, avoid_modem = ?4
         WHERE id = ?1 AND state = 'unconfirmed' AND place IS NOT NULL)sql"};
    /// An unknown try of a part that is on a modem turned out to be a refused one.
    statement judge_part{db, R"sql(
        UPDATE part SET outcome_lost = EXISTS (SELECT 1 FROM attempt
                                                WHERE part = ?1
                                                  AND outcome IN ('unknown', 'accepted'))
         WHERE id = ?1 AND state = 'sending')sql"};
    statement judge_message{db, R"sql(
        UPDATE message SET outcome_lost = EXISTS (SELECT 1 FROM part
                                                   WHERE message = ?1 AND outcome_lost = 1)
         WHERE id = ?1)sql"};
    /// The next part of a message, to the modem that carried the one before it.
    statement release_part{db, R"sql(
        UPDATE part SET place = 'ready', lane = '=' || ?3, due_at = ?4
         WHERE message = ?1 AND number = ?2 AND state = 'queued' AND place = 'behind')sql"};
    statement part_states{db, R"sql(
        SELECT state, place IS NOT NULL FROM part WHERE message = ?1 ORDER BY number)sql"};
    statement standing{db, R"sql(
        SELECT uuid, status, outcome_lost, finished_at FROM message WHERE id = ?1)sql"};
    statement lose_outcome{db, "UPDATE message SET outcome_lost = 1 WHERE id = ?1"};
    /// ?3 when it ended, NULL while it waits; kept where it had ended before.
    statement change_status{db, R"sql(
        UPDATE message SET status = ?2,
                           finished_at = iif(?3 IS NULL, NULL, coalesce(finished_at, ?3)),
                           error_family = ?4, error_code = ?5
         WHERE id = ?1)sql"};
    statement finish{db, "UPDATE message SET finished_at = ?2 WHERE id = ?1"};
    statement erase_secret{db, "DELETE FROM secret WHERE message = ?1"};
    statement count_part{db, R"sql(
        INSERT INTO ledger (iccid, day, parts) VALUES (?1, ?2, 1)
            ON CONFLICT (iccid, day) DO UPDATE SET parts = parts + 1)sql"};
    statement count_sent{db, R"sql(
        INSERT INTO modem_total (modem, sent, last_success) VALUES (?1, 1, ?2)
            ON CONFLICT (modem) DO UPDATE SET sent = sent + 1, last_success = ?2)sql"};
    statement count_failed{db, R"sql(
        INSERT INTO modem_total (modem, failed) VALUES (?1, 1)
            ON CONFLICT (modem) DO UPDATE SET failed = failed + 1)sql"};
    statement count_up{db, "UPDATE counter SET value = value + 1 WHERE name = ?1"};
    statement counted{db, "SELECT value FROM counter WHERE name = ?1"};
    statement next_running{db, R"sql(
        SELECT id FROM attempt WHERE outcome IS NULL ORDER BY id LIMIT 1)sql"};

    // --- Reports: newest first, so that the limit cuts what is too old to matter.
    statement referenced{db, R"sql(
        SELECT a.id, a.modem, a.iccid, a.message_reference, m.destination, a.started_at
          FROM attempt a JOIN message m ON m.id = a.message
         WHERE a.sim = ?1 AND a.message_reference = ?2 AND a.started_at >= ?3
           AND (a.outcome IS NULL OR a.outcome IN ('accepted', 'unknown'))
         ORDER BY a.id DESC LIMIT 64)sql"};
    statement unreferenced{db, R"sql(
        SELECT a.id, a.modem, a.iccid, a.message_reference, m.destination, a.started_at
          FROM attempt a JOIN message m ON m.id = a.message
         WHERE a.sim = ?1 AND a.message_reference IS NULL AND a.started_at >= ?2
           AND (a.outcome IS NULL OR a.outcome IN ('accepted', 'unknown'))
         ORDER BY a.id DESC LIMIT 64)sql"};

    // --- What is shown.
    statement find_message{db, "SELECT id, client, status FROM message WHERE uuid = ?1"};
    statement show_message{db, R"sql(
        SELECT uuid, client, status, destination, kind, parts, encoding, reference, created_at,
               expires_at, finished_at, error_family, error_code
          FROM message WHERE id = ?1)sql"};
    statement show_attempts{db, R"sql(
        SELECT modem, started_at, finished_at, outcome, error_family, error_code
          FROM attempt WHERE message = ?1 ORDER BY id)sql"};
    // A list goes through one index; only below a reference, which is all but unique, are the other
    // filters looked at row by row.
    statement list_all{db, R"sql(
        SELECT id FROM message WHERE id < ?1 ORDER BY id DESC LIMIT ?2)sql"};
    statement list_by_status{db, R"sql(
        SELECT id FROM message WHERE status = ?3 AND id < ?1 ORDER BY id DESC LIMIT ?2)sql"};
    statement list_by_client{db, R"sql(
        SELECT id FROM message WHERE client = ?3 AND id < ?1 ORDER BY id DESC LIMIT ?2)sql"};
    statement list_by_client_and_status{db, R"sql(
        SELECT id FROM message
         WHERE client = ?3 AND status = ?4 AND id < ?1 ORDER BY id DESC LIMIT ?2)sql"};
    statement list_by_reference{db, R"sql(
        SELECT id FROM message
         WHERE reference = ?3 AND (?4 IS NULL OR +status = ?4) AND (?5 IS NULL OR +client = ?5)
           AND id < ?1
         ORDER BY id DESC LIMIT ?2)sql"};
    statement oldest_queued{db, R"sql(
        SELECT created_at FROM message WHERE status = 'queued' ORDER BY id LIMIT 1)sql"};
    statement totals{db, "SELECT sent, failed, last_success FROM modem_total WHERE modem = ?1"};
    statement parts_of_day{db, "SELECT parts FROM ledger WHERE iccid = ?1 AND day = ?2"};

    // --- What comes to our SIMs. ?1 to ?5 of a part: SIM, sender, reference, width, total.
    statement inbound_twin{db, R"sql(
        SELECT 1 FROM inbound
         WHERE sim = ?1 AND sender = ?2 AND sent_at IS ?3 AND received_at >= ?4 AND parts = 1
           AND body = ?5)sql"};
    statement inbound_part_twin{db, R"sql(
        SELECT 1 FROM inbound_part
         WHERE sim = ?1 AND sender = ?2 AND reference = ?3 AND width = ?4 AND total = ?5
           AND sequence = ?6 AND sent_at IS ?7 AND received_at >= ?8)sql"};
    statement inbound_place_taken{db, R"sql(
        SELECT 1 FROM inbound_part
         WHERE sim = ?1 AND sender = ?2 AND reference = ?3 AND width = ?4 AND total = ?5
           AND sequence = ?6 AND open = 1)sql"};
    statement add_inbound_part{db, R"sql(
        INSERT INTO inbound_part (uuid, modem, iccid, sender, reference, width, total, sequence,
                                  alphabet, payload, sent_at, received_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12))sql"};
    statement open_inbound_parts{db, R"sql(
        SELECT uuid, sequence, alphabet, payload, sent_at, received_at FROM inbound_part
         WHERE sim = ?1 AND sender = ?2 AND reference = ?3 AND width = ?4 AND total = ?5
           AND open = 1
         ORDER BY sequence)sql"};
    statement close_inbound_parts{db, R"sql(
        UPDATE inbound_part SET open = 0, payload = ''
         WHERE sim = ?1 AND sender = ?2 AND reference = ?3 AND width = ?4 AND total = ?5
           AND open = 1)sql"};
    statement add_inbound{db, R"sql(
        INSERT INTO inbound (uuid, modem, iccid, sender, encoding, parts, parts_missing, body,
                             sent_at, received_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10))sql"};
    statement show_inbound{db, R"sql(
        SELECT id, uuid, modem, iccid, sender, encoding, parts, parts_missing, body, sent_at,
               received_at
          FROM inbound WHERE uuid = ?1)sql"};
    statement list_inbound{db, R"sql(
        SELECT id, uuid, modem, iccid, sender, encoding, parts, parts_missing, body, sent_at,
               received_at
          FROM inbound WHERE id < ?1 ORDER BY id DESC LIMIT ?2)sql"};
    statement list_inbound_of_modem{db, R"sql(
        SELECT id, uuid, modem, iccid, sender, encoding, parts, parts_missing, body, sent_at,
               received_at
          FROM inbound WHERE modem = ?3 AND id < ?1 ORDER BY id DESC LIMIT ?2)sql"};
    statement longest_waiting_part{db, R"sql(
        SELECT received_at, modem, iccid, sender, reference, width, total FROM inbound_part
         WHERE open = 1 ORDER BY received_at LIMIT 1)sql"};
    /// Of those that are too much, the newest.
    statement part_too_much{db, R"sql(
        SELECT received_at FROM inbound_part
         WHERE open = 1 ORDER BY received_at DESC LIMIT 1 OFFSET ?1)sql"};
    statement inbound_too_much{db, R"sql(
        SELECT id FROM inbound ORDER BY id DESC LIMIT 1 OFFSET ?1)sql"};
    statement drop_inbound_until{db, "DELETE FROM inbound WHERE id <= ?1"};
    statement drop_inbound_before{db, "DELETE FROM inbound WHERE received_at < ?1"};
    statement drop_closed_parts{db, R"sql(
        DELETE FROM inbound_part WHERE open = 0 AND received_at < ?1)sql"};

    // --- What an operator said.
    statement keep_paused{db, R"sql(
        INSERT INTO paused_modem (modem, paused_at) VALUES (?1, ?2)
            ON CONFLICT (modem) DO NOTHING)sql"};
    statement keep_resumed{db, "DELETE FROM paused_modem WHERE modem = ?1"};
    statement paused_modems{db, "SELECT modem FROM paused_modem ORDER BY modem LIMIT 10000"};

    statement end_pin_try{db, "DELETE FROM pin_try WHERE sim = ?1"};
    statement pin_was_tried{db, "SELECT 1 FROM pin_try WHERE sim = ?1 AND fingerprint = ?2"};
    statement begin_pin_try{db, R"sql(
        INSERT INTO pin_try (sim, fingerprint, tried_at) VALUES (?1, ?2, ?3)
            ON CONFLICT (sim, fingerprint) DO NOTHING)sql"};
};

}  // namespace hayauma::store::sqlite
