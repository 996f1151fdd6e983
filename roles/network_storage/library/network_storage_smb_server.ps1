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
$wanted = $module.Params

if (-not $module.CheckMode) {
    if ($null -ne $wanted.require_signing) {
        Set-SmbServerConfiguration -RequireSecuritySignature $wanted.require_signing -Force -Confirm:$false
    }
    if ($null -ne $wanted.smb1) {
        Set-SmbServerConfiguration -EnableSMB1Protocol $wanted.smb1 -Force -Confirm:$false
    }
    if ($null -ne $wanted.oldest_dialect) {
        Set-SmbServerConfiguration -Smb2DialectMin $wanted.oldest_dialect -Force -Confirm:$false
    }
}
$module.Result.changed = $true
$module.ExitJson()
