#!powershell

# GNU General Public License v3.0+ (see LICENSE)

#AnsibleRequires -CSharpUtil Ansible.Basic

$ErrorActionPreference = 'Stop'

$spec = @{
    options = @{
        require_signing = @{ type = 'bool' }
        smb1 = @{ type = 'bool' }
        oldest_dialect = @{ type = 'str'; choices = @('None', 'SMB202', 'SMB210', 'SMB300', 'SMB302', 'SMB311') }
    }
    supports_check_mode = $true
}
$module = [Ansible.Basic.AnsibleModule]::Create($args, $spec)

$settings = @{ Force = $true; Confirm = $false }
if ($null -ne $module.Params.require_signing) {
    $settings.RequireSecuritySignature = $module.Params.require_signing
}
if ($null -ne $module.Params.smb1) {
    $settings.EnableSMB1Protocol = $module.Params.smb1
}
if ($null -ne $module.Params.oldest_dialect) {
    $settings.Smb2DialectMin = $module.Params.oldest_dialect
}

if (-not $module.CheckMode) {
    Set-SmbServerConfiguration @settings
}
$module.Result.changed = $true
$module.ExitJson()
