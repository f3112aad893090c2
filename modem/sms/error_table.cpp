#include "modem/sms/error_table.hpp"

#include <algorithm>
#include <array>

namespace hayauma::sms {
namespace {

// Short names for the columns. `unsure` is `ambiguous` after Ctrl-Z and `other` before it, when
// nothing can have been sent.
constexpr auto same = fault_class::retry_same;
constexpr auto other = fault_class::retry_other;
constexpr auto line = fault_class::modem;
constexpr auto dest = fault_class::destination;
constexpr auto msg = fault_class::message;
constexpr auto conf = fault_class::configuration;
constexpr auto unsure = fault_class::ambiguous;
constexpr auto maint = fault_class::maintenance;
constexpr auto sent = fault_class::already_sent;

constexpr fault_class without_doubt(fault_class c) noexcept { return c == unsure ? other : c; }

constexpr error_row row(int number, const char* name, fault_class c) {
    return {number, number, name, without_doubt(c), c};
}
constexpr error_row row(int number, const char* name, fault_class before, fault_class after) {
    return {number, number, name, before, after};
}
constexpr error_row run(int first, int last, const char* name, fault_class c) {
    return {first, last, name, without_doubt(c), c};
}

/// 0..127: RP-cause and CP-cause (3GPP TS 24.011 §8.2.5.4, §8.1.4.2); 128..255: TP-FCS (3GPP TS
/// 23.040 §9.2.3.22); from 256 on: 3GPP TS 27.005 §3.2.5. Where the taxonomy wants a class only
/// after repetition, this holds the class of the first time; repetition is the session's to count.
constexpr std::array cms_rows{
    row(0, "no_cause", unsure),
    row(1, "unassigned_number", dest),
    run(2, 7, "reserved", other),
    row(8, "operator_determined_barring", line),
    row(9, "reserved", other),
    row(10, "call_barred", other),
    run(11, 16, "reserved", other),
    row(17, "network_failure", same),
    run(18, 20, "reserved", other),
    row(21, "short_message_transfer_rejected", other),
    row(22, "congestion_or_memory_capacity_exceeded", same),
    run(23, 26, "reserved", other),
    row(27, "destination_out_of_order", other),
    row(28, "unidentified_subscriber", other),
    row(29, "facility_rejected", other),
    row(30, "unknown_subscriber", other),
    run(31, 37, "reserved", other),
    row(38, "network_out_of_order", other),
    run(39, 40, "reserved", other),
    row(41, "temporary_failure", same),
    row(42, "congestion", same),
    run(43, 46, "reserved", other),
    row(47, "resources_unavailable", same),
    run(48, 49, "reserved", other),
    row(50, "requested_facility_not_subscribed", line),
    run(51, 68, "reserved", other),
    row(69, "requested_facility_not_implemented", conf),
    run(70, 80, "reserved", other),
    row(81, "invalid_transfer_reference", same),
    run(82, 94, "reserved", other),
    row(95, "semantically_incorrect_message", msg),
    row(96, "invalid_mandatory_information", msg),
    row(97, "message_type_not_implemented", msg),
    row(98, "message_not_compatible_with_state", same),
    row(99, "information_element_not_implemented", msg),
    run(100, 110, "reserved", other),
    row(111, "protocol_error", same),
    run(112, 126, "reserved", other),
    row(127, "interworking", other),

    row(128, "telematic_interworking_not_supported", msg),
    row(129, "short_message_type_0_not_supported", msg),
    row(130, "cannot_replace_short_message", msg),
    run(131, 142, "reserved", other),
    row(143, "protocol_identifier_error", msg),
    row(144, "alphabet_not_supported", msg),
    row(145, "message_class_not_supported", msg),
    run(146, 158, "reserved", other),
    row(159, "data_coding_scheme_error", msg),
    row(160, "command_cannot_be_actioned", msg),
    row(161, "command_unsupported", msg),
    run(162, 174, "reserved", other),
    row(175, "command_error", msg),
    row(176, "tpdu_not_supported", msg),
    run(177, 191, "reserved", other),
    row(192, "service_centre_busy", same),
    row(193, "no_service_centre_subscription", conf),
    row(194, "service_centre_system_failure", other),
    row(195, "invalid_sme_address", dest),
    row(196, "destination_barred", dest),
    row(197, "duplicate_message", sent),
    row(198, "validity_period_format_not_supported", conf),
    row(199, "validity_period_not_supported", conf),
    run(200, 207, "reserved", other),
    row(208, "sim_storage_full", maint),
    row(209, "no_sim_storage", maint),
    row(210, "error_in_mobile", other),
    row(211, "memory_capacity_exceeded", maint),
    row(212, "sim_toolkit_busy", same),
    row(213, "sim_data_download_error", maint),
    run(214, 223, "reserved", other),
    run(224, 254, "application_specific", other),
    row(255, "unspecified", other),

    // Reserved by the standard; these names are the ones that Siemens modems mean.
    row(256, "operation_temporarily_not_allowed", other),
    row(257, "call_barred", other),
    row(258, "phone_busy", other),
    row(259, "user_abort", other),
    row(260, "invalid_dial_string", other),
    row(261, "supplementary_service_not_executed", other),
    row(262, "sim_blocked", line),
    row(263, "invalid_block", other),
    run(264, 299, "reserved", other),
    row(300, "me_failure", same, unsure),
    row(301, "sms_service_reserved", same),
    row(302, "operation_not_allowed", conf),
    row(303, "operation_not_supported", conf),
    row(304, "invalid_pdu_parameter", msg),
    // We never use text mode: the modem has slipped into it, and the message is not to blame.
    row(305, "invalid_text_parameter", conf),
    run(306, 309, "reserved", other),
    row(310, "sim_not_inserted", line),
    row(311, "sim_pin_required", conf),
    row(312, "device_pin_required", line),
    row(313, "sim_failure", line),
    row(314, "sim_busy", same),
    row(315, "sim_wrong", line),
    row(316, "sim_puk_required", line),
    row(317, "sim_pin2_required", line),
    row(318, "sim_puk2_required", line),
    row(319, "reserved", other),
    row(320, "memory_failure", maint),
    row(321, "invalid_memory_index", maint),
    row(322, "memory_full", maint),
    run(323, 329, "reserved", other),
    row(330, "smsc_address_unknown", conf),
    row(331, "no_network_service", other),
    row(332, "network_timeout", unsure),
    run(333, 339, "reserved", other),
    row(340, "no_acknowledgement_expected", maint),
    run(341, 499, "reserved", unsure),
    row(500, "unknown_error", conf, unsure),
    run(501, 511, "reserved", unsure),
};

/// Sierra's GenPro modems too. Numbers with a name and no class of their own are `unsure`.
constexpr std::array wavecom_rows{
    row(512, "mm_establishment_failure", unsure),
    row(513, "lower_layer_failure", unsure),
    row(514, "cp_error", unsure),
    row(515, "initialisation_in_progress", same),
    row(517, "toolkit_facility_unsupported", unsure),
    row(518, "toolkit_indication_missing", unsure),
    row(519, "reset_needed", unsure),
    row(520, "plmn_list_abort", unsure),
    row(526, "pin_deactivation_forbidden", unsure),
    row(527, "radio_busy", same),
    row(528, "location_update_failure", unsure),
    row(529, "plmn_selection_failure", unsure),
    row(531, "fixed_dial_number_only", conf),
    run(532, 533, "other", unsure),
};

/// Siemens' and Cinterion's, the same.
constexpr std::array cinterion_rows{
    row(512, "user_abort", unsure),
    row(513, "unable_to_store", unsure),
    row(514, "invalid_status", unsure),
    row(515, "invalid_character_in_address", unsure),
    run(516, 520, "invalid_pdu", msg),
    row(521, "timer_expired", same),
    row(522, "operation_temporarily_not_allowed", same),
    row(532, "sim_not_ready", line),
    row(534, "cell_broadcast_unknown", unsure),
    row(535, "packet_service_busy", same),
    row(538, "invalid_parameter", unsure),
    run(549, 554, "invalid_pdu", msg),
    run(578, 614, "session_error", unsure),
    row(615, "network_failure", other),
    row(616, "network_down", other),
    run(617, 638, "session_error", unsure),
    row(639, "service_not_yet_available", other),
    row(640, "service_temporarily_unavailable", other),
    run(641, 646, "session_error", unsure),
    row(764, "missing_input", unsure),
    row(765, "invalid_input", unsure),
    row(767, "operation_failed", unsure),
    row(769, "cannot_get_module", unsure),
    row(770, "sim_invalid", line),
    row(771, "call_setup_in_progress", same),
    row(772, "sim_powered_down", line),
};

/// 3GPP TS 27.007 §9.2; 256..263, 515 and 772 are makers' own.
constexpr std::array cme_rows{
    row(0, "phone_failure", same),
    row(1, "no_connection_to_phone", line),
    row(2, "phone_adaptor_link_reserved", same),
    row(3, "operation_not_allowed", conf),
    row(4, "operation_not_supported", conf),
    row(5, "device_sim_pin_required", line),
    row(6, "device_first_sim_pin_required", line),
    row(7, "device_first_sim_puk_required", line),
    row(10, "sim_not_inserted", line),
    row(11, "sim_pin_required", conf),
    row(12, "sim_puk_required", line),
    row(13, "sim_failure", line),
    row(14, "sim_busy", same),
    row(15, "sim_wrong", line),
    row(16, "incorrect_password", line),
    row(17, "sim_pin2_required", conf),
    row(18, "sim_puk2_required", line),
    row(20, "memory_full", maint),
    row(21, "invalid_index", maint),
    row(22, "not_found", maint),
    row(23, "memory_failure", maint),
    row(24, "text_string_too_long", msg),
    row(25, "invalid_characters_in_text_string", msg),
    row(26, "dial_string_too_long", dest),
    row(27, "invalid_characters_in_dial_string", dest),
    row(30, "no_network_service", other),
    row(31, "network_timeout", same, unsure),
    row(32, "network_not_allowed_emergency_only", line),
    row(40, "network_personalization_pin_required", line),
    row(41, "network_personalization_puk_required", line),
    row(42, "network_subset_personalization_pin_required", line),
    row(43, "network_subset_personalization_puk_required", line),
    row(44, "service_provider_personalization_pin_required", line),
    row(45, "service_provider_personalization_puk_required", line),
    row(46, "corporate_personalization_pin_required", line),
    row(47, "corporate_personalization_puk_required", line),
    row(48, "hidden_key_required", line),
    row(49, "eap_method_not_supported", maint),
    row(50, "incorrect_parameters", conf),
    row(51, "command_disabled", conf),
    row(52, "command_aborted", same),
    row(53, "not_attached_restricted", other),
    row(54, "not_allowed_emergency_only", line),
    row(55, "not_allowed_restricted", line),
    row(56, "fixed_dial_number_only", conf),
    row(57, "temporarily_out_of_service", other),
    row(58, "alphabet_not_supported", msg),
    row(59, "unexpected_data_value", conf),
    row(60, "system_failure", same),
    row(61, "data_missing", conf),
    row(62, "call_barred", line),
    row(63, "waiting_indication_subscription_failure", maint),
    row(100, "unknown_error", conf, unsure),
    row(102, "imsi_unknown_in_hss", line),
    row(103, "illegal_ms", line),
    row(104, "imsi_unknown_in_vlr", line),
    row(105, "imei_not_accepted", line),
    row(106, "illegal_me", line),
    row(107, "packet_service_not_allowed", line),
    row(108, "services_not_allowed", line),
    row(109, "identity_not_derived", other),
    row(110, "implicitly_detached", other),
    row(111, "plmn_not_allowed", line),
    row(112, "area_not_allowed", line),
    row(113, "roaming_not_allowed", line),
    row(114, "packet_service_not_allowed_in_plmn", line),
    row(115, "no_suitable_cells", line),
    row(116, "msc_temporarily_not_reachable", other),
    row(117, "network_failure", other),
    row(118, "cs_domain_not_available", other),
    row(119, "esm_failure", other),
    row(122, "congestion", other),
    run(126, 131, "session_error", other),
    row(132, "service_option_not_supported", conf),
    row(133, "service_option_not_subscribed", line),
    row(134, "service_option_out_of_order", other),
    run(135, 147, "session_error", other),
    row(148, "unspecified_packet_error", other),
    row(149, "session_authentication_failure", other),
    row(150, "invalid_mobile_class", other),
    row(151, "session_error", other),
    run(171, 233, "session_error", other),
    row(256, "operation_temporarily_not_allowed", other),
    row(257, "call_barred", other),
    row(258, "phone_busy", other),
    row(259, "user_abort", other),
    row(260, "invalid_dial_string", other),
    row(261, "supplementary_service_not_executed", other),
    row(262, "sim_blocked", line),
    row(263, "invalid_block", other),
    row(515, "device_busy", same),
    row(772, "sim_powered_down", line),
};

/// 3GPP TS 23.040 §9.2.3.15. A report is no answer to a submission, so both columns are alike.
/// Permanent are the standard's permanent errors, save those that end a message for another reason
/// than its destination: it was too late (46), taken back (47, 48), or forgotten (49).
constexpr std::array tp_st_rows{
    row(0x00, "received", sent),
    row(0x01, "forwarded_unconfirmed", sent),
    row(0x02, "replaced", other),
    run(0x03, 0x0F, "reserved", sent),
    run(0x10, 0x1F, "service_centre_specific", sent),
    row(0x20, "congestion", sent),
    row(0x21, "sme_busy", sent),
    row(0x22, "no_response_from_sme", sent),
    row(0x23, "service_rejected", sent),
    row(0x24, "quality_of_service_not_available", sent),
    row(0x25, "error_in_sme", sent),
    run(0x26, 0x2F, "reserved", sent),
    run(0x30, 0x3F, "service_centre_specific", sent),
    row(0x40, "remote_procedure_error", dest),
    row(0x41, "incompatible_destination", dest),
    row(0x42, "connection_rejected_by_sme", dest),
    row(0x43, "not_obtainable", dest),
    row(0x44, "quality_of_service_not_available", dest),
    row(0x45, "no_interworking_available", dest),
    row(0x46, "validity_period_expired", other),
    row(0x47, "deleted_by_sender", other),
    row(0x48, "deleted_by_service_centre", other),
    row(0x49, "message_does_not_exist", other),
    run(0x4A, 0x4F, "reserved", dest),
    run(0x50, 0x5F, "service_centre_specific", dest),
    row(0x60, "congestion", other),
    row(0x61, "sme_busy", other),
    row(0x62, "no_response_from_sme", other),
    row(0x63, "service_rejected", other),
    row(0x64, "quality_of_service_not_available", other),
    row(0x65, "error_in_sme", other),
    run(0x66, 0x6F, "reserved", other),
    run(0x70, 0x7F, "service_centre_specific", other),
    run(0x80, 0xFF, "reserved", other),
};

constexpr error_row row(modem_error e, const char* name, fault_class before, fault_class after) {
    return row(static_cast<int>(e), name, before, after);
}

constexpr std::array modem_rows{
    row(modem_error::no_prompt, "no_prompt", same, same),
    row(modem_error::no_result, "no_result", other, unsure),
    row(modem_error::port_lost, "port_lost", other, unsure),
    row(modem_error::rebooted, "rebooted", other, unsure),
    row(modem_error::plain_error, "plain_error", conf, unsure),
    row(modem_error::ok_without_reference, "ok_without_reference", same, unsure),
    row(modem_error::too_late, "too_late", other, other),
    row(modem_error::stopped, "stopped", same, unsure),
    row(modem_error::not_ready, "not_ready", other, other),
    row(modem_error::overdue, "overdue", other, unsure),
};

constexpr error_row row(queue_error e, const char* name, fault_class before, fault_class after) {
    return row(static_cast<int>(e), name, before, after);
}

constexpr std::array queue_rows{
    row(queue_error::deadline_passed, "deadline_passed", other, other),
    row(queue_error::restarted, "restarted", other, unsure),
    row(queue_error::attempts_exhausted, "attempts_exhausted", other, other),
    row(queue_error::secret_lost, "secret_lost", msg, msg),
    row(queue_error::interrupted, "interrupted", other, unsure),
};

constexpr bool rising(std::span<const error_row> rows) {
    int next = 0;
    for (const error_row& r : rows) {
        if (r.first < next || r.last < r.first) return false;
        next = r.last + 1;
    }
    return true;
}
static_assert(rising(cms_rows) && rising(cme_rows) && rising(tp_st_rows));
static_assert(rising(modem_rows) && rising(queue_rows));
static_assert(rising(wavecom_rows) && rising(cinterion_rows));

const error_row* find_in(std::span<const error_row> rows, int code) noexcept {
    const auto found = std::lower_bound(rows.begin(), rows.end(), code,
                                        [](const error_row& r, int c) { return r.last < c; });
    return found != rows.end() && found->first <= code ? &*found : nullptr;
}

}  // namespace

std::span<const error_row> error_rows(error_family family) noexcept {
    switch (family) {
    case error_family::cms: return cms_rows;
    case error_family::cme: return cme_rows;
    case error_family::tp_st: return tp_st_rows;
    case error_family::modem: return modem_rows;
    case error_family::queue: return queue_rows;
    }
    return {};
}

std::span<const error_row> error_rows(error_maker maker) noexcept {
    switch (maker) {
    case error_maker::unknown: return {};
    case error_maker::wavecom: return wavecom_rows;
    case error_maker::cinterion: return cinterion_rows;
    }
    return {};
}

const error_row* find_row(error_code e, error_maker maker) noexcept {
    if (const error_row* known = find_in(error_rows(e.family), e.code)) return known;
    return e.family == error_family::cms ? find_in(error_rows(maker), e.code) : nullptr;
}

}  // namespace hayauma::sms
